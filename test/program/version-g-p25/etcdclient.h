// The part of etcd-cpp-apiv3 that the scheduler uses.
#pragma once
#include <cstdint>
#include <string>

namespace etcd {

class Value {
public:
    const std::string& as_string() const;
    int64_t modified_index() const;
    int64_t created_index() const;
    int64_t version() const;
};

class Response {
public:
    bool is_ok() const;
    int error_code() const;
    const std::string& error_message() const;
    const Value& value() const;
    const std::string& lock_key() const;
};

class SyncClient {
public:
    explicit SyncClient(const std::string& address);
    Response get(const std::string& key);
    Response set(const std::string& key, const std::string& value, int ttl = 0);
    Response add(const std::string& key, const std::string& value, int ttl = 0);
    Response put(const std::string& key, const std::string& value);
    Response modify(const std::string& key, const std::string& value, int ttl = 0);
    Response modify_if(const std::string& key, const std::string& value, int64_t old_index, int ttl = 0);
    Response modify_if(const std::string& key, const std::string& value, const std::string& old_value,
                       int ttl = 0);
    Response rm(const std::string& key);
    Response rm_if(const std::string& key, int64_t old_index);
    Response lock(const std::string& key);
    Response unlock(const std::string& lock_key);
};

} // namespace etcd
