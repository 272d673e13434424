// Declarations of the part of etcd-cpp-apiv3 used by the quota service.
#pragma once
#include <cstdint>
#include <string>

namespace etcd {

class Value {
public:
  std::string const& as_string() const;
  int64_t created_index() const;
  int64_t modified_index() const;
  int64_t version() const;
private:
  std::string _key, value;
  int64_t created = 0, modified = 0, _version = 0;
};

class Response {
public:
  bool is_ok() const;
  int error_code() const;
  std::string const& error_message() const;
  Value const& value() const;
private:
  int _error_code = 0;
  std::string _error_message;
  Value _value;
};

class SyncClient {
public:
  explicit SyncClient(std::string const& etcd_url);
  Response get(std::string const& key);
  Response put(std::string const& key, std::string const& value);
  Response put(std::string const& key, std::string const& value, int64_t leaseId);
  Response add(std::string const& key, std::string const& value, int64_t leaseId = 0);
  Response modify(std::string const& key, std::string const& value, int64_t leaseId = 0);
  Response modify_if(std::string const& key, std::string const& value, int64_t old_index, int64_t leaseId = 0);
  Response rm(std::string const& key);
  Response rm_if(std::string const& key, int64_t old_index);
};

}  // namespace etcd
