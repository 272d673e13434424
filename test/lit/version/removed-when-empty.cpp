// RUN: %tocsin %s
// A key goes because nothing is left in it.
#include <cstdint>
#include <string>

namespace etcd {
struct Value {
  const std::string &as_string() const;
  int64_t modified_index() const;
};
struct Response {
  bool is_ok() const;
  const Value &value() const;
};
struct SyncClient {
  Response get(const std::string &key);
  Response rm(const std::string &key);
  Response rm_if(const std::string &key, int64_t old_index);
};
} // namespace etcd

bool guilty(etcd::SyncClient &c, const std::string &list) {
  etcd::Response r = c.get(list);
  if (r.is_ok() && r.value().as_string().empty())
    return c.rm(list).is_ok(); // EXPECT: unversioned-write
  return false;
}

bool corrected(etcd::SyncClient &c, const std::string &list) {
  etcd::Response r = c.get(list);
  if (r.is_ok() && r.value().as_string().empty())
    return c.rm_if(list, r.value().modified_index()).is_ok();
  return false;
}

bool ifThereIsOne(etcd::SyncClient &c, const std::string &list) {
  return c.get(list).is_ok() && c.rm(list).is_ok();
}
