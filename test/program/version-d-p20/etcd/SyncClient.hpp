// Declarations of etcd-cpp-apiv3 as far as they are used here.
#pragma once
#include <cstdint>
#include <string>

namespace etcdv3 {
class Transaction;
}

namespace etcd {

class Value {
 public:
  const std::string& key() const;
  const std::string& as_string() const;
  int64_t created_index() const;
  int64_t modified_index() const;
  int64_t version() const;
  int64_t lease() const;
};

class Response {
 public:
  bool is_ok() const;
  int error_code() const;
  const std::string& error_message() const;
  const Value& value() const;
  int64_t index() const;
};

class SyncClient {
 public:
  explicit SyncClient(const std::string& etcd_url);
  Response get(const std::string& key);
  Response set(const std::string& key, const std::string& value, int64_t leaseid = 0);
  Response put(const std::string& key, const std::string& value, int64_t leaseid = 0);
  Response add(const std::string& key, const std::string& value, int64_t leaseid = 0);
  Response modify(const std::string& key, const std::string& value, int64_t leaseid = 0);
  Response modify_if(const std::string& key, const std::string& value, const std::string& old_value, int64_t leaseid = 0);
  Response modify_if(const std::string& key, const std::string& value, int64_t old_index, int64_t leaseid = 0);
  Response rm(const std::string& key);
  Response rm_if(const std::string& key, const std::string& old_value);
  Response rm_if(const std::string& key, int64_t old_index);
};

}  // namespace etcd
