// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Quota and placement records of the backup service in ZooKeeper.
#define THREADED
#include <zookeeper/zookeeper.h>
#include <cstdint>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace backup {

class ZkSession {
public:
  explicit ZkSession(const char *hosts)
      : zh_(zookeeper_init(hosts, nullptr, 10000, nullptr, nullptr, 0), &zookeeper_close) {
    if (!zh_)
      throw std::runtime_error("zookeeper_init");
  }
  zhandle_t *raw() const { return zh_.get(); }

private:
  std::unique_ptr<zhandle_t, int (*)(zhandle_t *)> zh_;
};

class QuotaBook {
public:
  explicit QuotaBook(const ZkSession &s) : s_(s) {}

  // Adds the size of a finished backup to what the client has used.
  int charge(const std::string &client, int64_t bytes) {
    const std::string path = "/quota/" + client;
    char buf[64];
    int len = sizeof buf;
    int version = -1;
    int64_t used = 0;
    Stat st;
    int rc = zoo_get(s_.raw(), path.c_str(), 0, buf, &len, &st);
    if (rc == ZOK) {
      used = std::stoll(std::string(buf, len > 0 ? len : 0));
      version = st.version;
    } else if (rc == ZNONODE) {
      return ZNONODE;
    } else {
      std::cerr << path << ": " << zerror(rc) << '\n';
    }
    const std::string text = std::to_string(used + bytes);
    return zoo_set(s_.raw(), path.c_str(), text.data(), static_cast<int>(text.size()), version); // EXPECT: unversioned-write
  }

  int refund(const std::string &client, int64_t bytes) {
    const std::string path = "/quota/" + client;
    char buf[64];
    Stat st;
    for (;;) {
      int len = sizeof buf;
      int rc = zoo_get(s_.raw(), path.c_str(), 0, buf, &len, &st);
      if (rc != ZOK)
        return rc;
      int64_t used = std::stoll(std::string(buf, len > 0 ? len : 0)) - bytes;
      const std::string text = std::to_string(used < 0 ? 0 : used);
      rc = zoo_set(s_.raw(), path.c_str(), text.data(), static_cast<int>(text.size()), st.version);
      if (rc != ZBADVERSION)
        return rc;
    }
  }

private:
  const ZkSession &s_;
};

class Placement {
public:
  explicit Placement(const ZkSession &s) : s_(s) {}

  int addCopy(const std::string &object, const std::string &host) {
    const std::string path = "/placement/" + object;
    std::string hosts;
    Stat st;
    int rc = read(path, hosts, st);
    if (rc != ZOK)
      return rc;
    hosts += (hosts.empty() ? "" : " ") + host;
    if (hosts.size() > 900)
      return ZBADARGUMENTS;
    // the list may have been stored by an older agent, take the newest stat
    rc = zoo_exists(s_.raw(), path.c_str(), 0, &st);
    if (rc != ZOK)
      return rc;
    return zoo_set(s_.raw(), path.c_str(), hosts.data(), static_cast<int>(hosts.size()), st.version); // EXPECT: unversioned-write
  }

  int retire(const std::string &object) {
    const std::string path = "/placement/" + object;
    std::string hosts;
    Stat st;
    int rc = read(path, hosts, st);
    if (rc != ZOK || !hosts.empty())
      return rc;
    return zoo_delete(s_.raw(), path.c_str(), st.version);
  }

  int markFull(const std::string &object) {
    const std::string path = "/placement/" + object;
    std::string hosts;
    Stat st;
    int rc = read(path, hosts, st);
    if (rc != ZOK || hosts.rfind("full ", 0) == 0)
      return rc;
    hosts.insert(0, "full ");
    return zoo_set(s_.raw(), path.c_str(), hosts.data(), static_cast<int>(hosts.size()), st.cversion); // EXPECT: unversioned-write
  }

private:
  int read(const std::string &path, std::string &out, Stat &st) {
    char buf[1024];
    int len = sizeof buf;
    int rc = zoo_get(s_.raw(), path.c_str(), 0, buf, &len, &st);
    if (rc == ZOK)
      out.assign(buf, len > 0 ? len : 0);
    return rc;
  }

  const ZkSession &s_;
};

} // namespace backup

int main(int argc, char **argv) {
  if (argc < 4)
    return 2;
  backup::ZkSession session(argv[1]);
  backup::QuotaBook quota(session);
  backup::Placement placement(session);
  int rc = placement.addCopy(argv[2], argv[3]);
  if (rc == ZOK)
    rc = quota.charge(argv[3], 1 << 20);
  if (rc != ZOK)
    quota.refund(argv[3], 1 << 20);
  placement.markFull(argv[2]);
  placement.retire("tmp");
  return rc != ZOK;
}
