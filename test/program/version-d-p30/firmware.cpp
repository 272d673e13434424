// STD: c++20
#include <cstdlib>
#include <memory>
#include <string>

#include "async_zk.hpp"

namespace fleet {

struct BatteryJob {
  zhandle_t* zh;
  std::string path;
  int cycles;
};

static void battery_stored(int rc, const struct Stat*, const void* data) {
  std::unique_ptr<const BatteryJob> job(static_cast<const BatteryJob*>(data));
  if (rc != ZOK) std::abort();
}

static void battery_read(int rc, const char* value, int len, const struct Stat* stat, const void* data) {
  auto* job = static_cast<const BatteryJob*>(data);
  if (rc != ZOK || !stat) {
    delete job;
    return;
  }
  const std::string next = std::to_string(std::atoi(std::string(value, static_cast<size_t>(len)).c_str()) + job->cycles);
  if (zoo_aset(job->zh, job->path.c_str(), next.data(), static_cast<int>(next.size()), -1, battery_stored, job) != ZOK) // EXPECT: unversioned-write
    delete job;
}

int battery_add_cycles(AsyncZk& zk, const std::string& vin, int cycles) {
  auto job = std::make_unique<BatteryJob>(BatteryJob{zk.raw(), "/fleet/" + vin + "/battery", cycles});
  const int rc = zoo_aget(job->zh, job->path.c_str(), 0, battery_read, job.get());
  if (rc == ZOK) job.release();
  return rc;
}

// Roll-out counter of a firmware campaign, bounded by the campaign's limit node.
int campaign_advance(AsyncZk& zk, const std::string& campaign, int limit) {
  const std::string path = "/campaigns/" + campaign + "/done";
  char buf[32];
  int len = sizeof buf - 1;
  Stat st;
  int rc = zoo_get(zk.raw(), path.c_str(), 0, buf, &len, &st);
  if (rc != ZOK || len < 0) return rc;
  buf[len] = '\0';
  const int done = std::atoi(buf) + 1;
  if (done > limit) return ZOK;
  // The campaign may have been withdrawn while we looked.
  if (zk.exists(path, &st) != ZOK) return ZNONODE;
  const std::string next = std::to_string(done);
  rc = zoo_set(zk.raw(), path.c_str(), next.data(), static_cast<int>(next.size()), st.version); // EXPECT: unversioned-write
  return rc;
}

}  // namespace fleet
