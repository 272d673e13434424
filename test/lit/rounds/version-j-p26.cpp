// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Partition balancer of the stream service. Works on ZooKeeper with the
// asynchronous API, completions run on the client's completion thread.
#define THREADED
#include <zookeeper/zookeeper.h>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

namespace balancer {

struct Request {
  zhandle_t *zh;
  std::string path;
  std::string node;
  int attempts = 0;
};

static std::string appendNode(const char *value, int len, const std::string &node) {
  std::string list(value, len > 0 ? static_cast<size_t>(len) : 0);
  if (!list.empty())
    list += ',';
  return list + node;
}

static void onStored(int rc, const Stat *stat, const void *data) {
  std::unique_ptr<Request> req(const_cast<Request *>(static_cast<const Request *>(data)));
  if (rc != ZOK)
    std::fprintf(stderr, "%s: %s\n", req->path.c_str(), zerror(rc));
  else
    std::printf("%s is at version %d\n", req->path.c_str(), stat->version);
}

static void onOwners(int rc, const char *value, int len, const Stat *stat, const void *data) {
  auto *req = const_cast<Request *>(static_cast<const Request *>(data));
  if (rc != ZOK || !stat) {
    onStored(rc, stat, req);
    return;
  }
  const std::string next = appendNode(value, len, req->node);
  rc = zoo_aset(req->zh, req->path.c_str(), next.data(), static_cast<int>(next.size()), -1, onStored, req); // EXPECT: unversioned-write
  if (rc != ZOK)
    onStored(rc, nullptr, req);
}

void addOwner(zhandle_t *zh, const std::string &partition, const std::string &node) {
  auto req = std::make_unique<Request>(Request{zh, "/partitions/" + partition + "/owners", node});
  if (zoo_aget(zh, req->path.c_str(), 0, onOwners, req.get()) == ZOK)
    req.release();
}

// ---- weights -------------------------------------------------------------

static void onWeight(int rc, const char *value, int len, const Stat *stat, const void *data);

static void onWeightStored(int rc, const Stat *stat, const void *data) {
  auto *req = const_cast<Request *>(static_cast<const Request *>(data));
  if (rc == ZBADVERSION && ++req->attempts < 5 &&
      zoo_aget(req->zh, req->path.c_str(), 0, onWeight, req) == ZOK)
    return;
  onStored(rc, stat, req);
}

static void onWeight(int rc, const char *value, int len, const Stat *stat, const void *data) {
  auto *req = const_cast<Request *>(static_cast<const Request *>(data));
  if (rc != ZOK || !stat) {
    onStored(rc, stat, req);
    return;
  }
  const std::string old(value, len > 0 ? static_cast<size_t>(len) : 0);
  const std::string next = std::to_string(std::atoi(old.c_str()) + 10);
  rc = zoo_aset(req->zh, req->path.c_str(), next.data(), static_cast<int>(next.size()), stat->version,
                onWeightStored, req);
  if (rc != ZOK)
    onStored(rc, nullptr, req);
}

void raiseWeight(zhandle_t *zh, const std::string &node) {
  auto req = std::make_unique<Request>(Request{zh, "/weights/" + node, node});
  if (zoo_aget(zh, req->path.c_str(), 0, onWeight, req.get()) == ZOK)
    req.release();
}

} // namespace balancer

int main(int argc, char **argv) {
  if (argc < 4)
    return 2;
  zhandle_t *zh = zookeeper_init(argv[1], nullptr, 10000, nullptr, nullptr, 0);
  if (!zh)
    return 1;
  balancer::addOwner(zh, argv[2], argv[3]);
  balancer::raiseWeight(zh, argv[3]);
  std::getchar();
  zookeeper_close(zh);
}
