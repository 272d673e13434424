// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
#define THREADED
#include <zookeeper/zookeeper.h>
#include <string>
#include <map>
#include <stdexcept>
#include <cstring>
class Zk {
public:
  explicit Zk(zhandle_t *h) : h_(h) {}
  std::string read(const std::string &path, Stat *st = nullptr) const {
    char buf[4096]; int len = sizeof buf; Stat local;
    int rc = zoo_get(h_, path.c_str(), 0, buf, &len, st ? st : &local);
    if (rc != ZOK) throw std::runtime_error(zerror(rc));
    return std::string(buf, len);
  }
  bool write(const std::string &path, const std::string &data, int version = -1) {
    int rc = zoo_set(h_, path.c_str(), data.data(), (int)data.size(), version);
    if (rc == ZBADVERSION) return false;
    if (rc != ZOK) throw std::runtime_error(zerror(rc));
    return true;
  }
  void remove(const std::string &path, int version) {
    int rc = zoo_delete(h_, path.c_str(), version);
    if (rc != ZOK) throw std::runtime_error(zerror(rc));
  }
private:
  zhandle_t *h_;
};
class Quotas {
public:
  explicit Quotas(Zk &zk) : zk_(zk) {}
  void grant(const std::string &tenant, long n) {
    const std::string p = path(tenant);
    long cur = std::stol(zk_.read(p));
    zk_.write(p, std::to_string(cur + n)); // EXPECT: unversioned-write
  }
  void grantSafely(const std::string &tenant, long n) {
    for (;;) {
      Stat st;
      long cur = std::stol(zk_.read(path(tenant), &st));
      if (zk_.write(path(tenant), std::to_string(cur + n), st.version)) return;
    }
  }
  void rename(const std::string &tenant, const std::string &title) {
    Stat st;
    std::string doc = zk_.read(path(tenant) + "/meta", &st);
    auto nl = doc.find('\n');
    doc.replace(0, nl, title);
    zk_.write(path(tenant) + "/meta", doc, st.cversion); // EXPECT: unversioned-write, ignored-conflict
  }
  void moveTo(const std::string &tenant, const std::string &other) {
    zk_.write(path(other), zk_.read(path(tenant)));
  }
  void tagAll(const std::string &tenant, const std::string &tag) {
    Stat a;
    std::string doc = zk_.read(path(tenant), &a);
    Stat b;
    zk_.read(path(tenant), &b);
    zk_.write(path(tenant), doc + tag, b.version); // EXPECT: unversioned-write, ignored-conflict
  }
  void forget(const std::string &tenant) {
    Stat st;
    if (zk_.read(path(tenant), &st).empty())
      zk_.remove(path(tenant), st.version);
  }
  void take(const std::string &shard, const std::string &me) {
    if (zk_.read(path(shard)) == "free")
      zk_.write(path(shard), me); // EXPECT: unversioned-write
  }
private:
  static std::string path(const std::string &t) { return "/quota/" + t; }
  Zk &zk_;
};
