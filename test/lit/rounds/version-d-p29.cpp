// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Shard directory of the search cluster, kept in ZooKeeper.
#define THREADED
#include <zookeeper/zookeeper.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

namespace search {

class ZkError : public std::runtime_error {
 public:
  ZkError(int rc, const std::string& path) : std::runtime_error(std::string(zerror(rc)) + ": " + path), rc(rc) {}
  const int rc;
};

class ZkSession {
 public:
  explicit ZkSession(zhandle_t* zh) : zh_(zh) {}

  bool tryGet(const std::string& path, std::string& out, Stat* stat = nullptr) {
    char buf[8192];
    int len = sizeof buf;
    const int rc = zoo_get(zh_, path.c_str(), 0, buf, &len, stat);
    if (rc == ZNONODE) return false;
    if (rc != ZOK) throw ZkError(rc, path);
    out.assign(buf, static_cast<size_t>(std::max(len, 0)));
    return true;
  }

  int trySet(const std::string& path, const std::string& data, int32_t version = -1) {
    return zoo_set(zh_, path.c_str(), data.data(), static_cast<int>(data.size()), version);
  }

  int tryCreate(const std::string& path, const std::string& data) {
    return zoo_create(zh_, path.c_str(), data.data(), static_cast<int>(data.size()), &ZOO_OPEN_ACL_UNSAFE, 0, nullptr, 0);
  }

 private:
  zhandle_t* zh_;
};

using Placement = std::map<int, std::string>;

Placement decode(const std::string& s) {
  Placement p;
  std::istringstream in(s);
  int shard;
  std::string host;
  while (in >> shard >> host) p[shard] = host;
  return p;
}

std::string encode(const Placement& p) {
  std::ostringstream out;
  for (const auto& [shard, host] : p) out << shard << ' ' << host << '\n';
  return out.str();
}

class Directory {
 public:
  explicit Directory(ZkSession& zk, std::string root) : zk_(zk), root_(std::move(root)) {}

  void move(int shard, const std::string& host) {
    std::string raw;
    if (!zk_.tryGet(root_ + "/placement", raw)) throw ZkError(ZNONODE, root_);
    Placement p = decode(raw);
    p[shard] = host;
    const int rc = zk_.trySet(root_ + "/placement", encode(p)); // EXPECT: unversioned-write
    if (rc != ZOK) throw ZkError(rc, root_);
  }

  bool evict(const std::string& host) {
    for (;;) {
      Stat st;
      std::string raw;
      if (!zk_.tryGet(root_ + "/placement", raw, &st)) return false;
      Placement p = decode(raw);
      if (std::erase_if(p, [&](const auto& kv) { return kv.second == host; }) == 0) return false;
      const int rc = zk_.trySet(root_ + "/placement", encode(p), st.version);
      if (rc == ZOK) return true;
      if (rc != ZBADVERSION) throw ZkError(rc, root_);
    }
  }

  // Grow the cluster by some shards.
  int grow(int n) {
    Stat st;
    std::string raw;
    if (!zk_.tryGet(root_ + "/shards", raw, &st)) {
      const int rc = zk_.tryCreate(root_ + "/shards", std::to_string(n));
      if (rc != ZOK) throw ZkError(rc, root_);
      return n;
    }
    const std::string total = std::to_string(std::stoi(raw) + n);
    int rc = zk_.trySet(root_ + "/shards", total, st.version);
    if (rc == ZBADVERSION) {
      rc = zk_.trySet(root_ + "/shards", total, -1); // EXPECT: unversioned-write
    }
    if (rc != ZOK) throw ZkError(rc, root_);
    return std::stoi(total);
  }

  // Weight of a host, raised after each successful health check.
  bool raise_weight(const std::string& host, bool precise) {
    const std::string path = root_ + "/weights/" + host;
    int32_t version = -1;
    std::string raw;
    Stat st;
    if (!zk_.tryGet(path, raw, &st)) return zk_.tryCreate(path, "1") == ZOK;
    if (precise) version = st.version;
    const int weight = std::min(std::stoi(raw) + 1, 100);
    return zk_.trySet(path, std::to_string(weight), version) == ZOK; // EXPECT: unversioned-write
  }

  void set_read_only(bool on) {
    if (const int rc = zk_.trySet(root_ + "/read_only", on ? "1" : "0"); rc != ZOK) throw ZkError(rc, root_);
  }

 private:
  ZkSession& zk_;
  std::string root_;
};

}  // namespace search
