// The slice of ppconsul's key/value interface that the scheduler needs.
#pragma once
#include <cstdint>
#include <string>

namespace ppconsul {

class Consul;

namespace kv {

struct KeyValue {
  uint64_t createIndex = 0;
  uint64_t modifyIndex = 0;
  uint64_t lockIndex = 0;
  uint64_t flags = 0;
  std::string key;
  std::string value;
  std::string session;

  bool valid() const { return modifyIndex != 0; }
};

class Kv {
public:
  explicit Kv(Consul& consul);
  KeyValue item(const std::string& key) const;
  std::string get(const std::string& key, const std::string& defaultValue) const;
  void set(const std::string& key, const std::string& value);
  bool compareSet(const std::string& key, uint64_t expectedIndex, const std::string& value);
  void erase(const std::string& key);
  bool compareErase(const std::string& key, uint64_t expectedIndex);
  bool lock(const std::string& key, const std::string& session, const std::string& value);
  bool unlock(const std::string& key, const std::string& session, const std::string& value);

private:
  Consul& consul_;
};

}  // namespace kv
}  // namespace ppconsul
