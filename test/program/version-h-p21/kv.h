#pragma once
#include <memory>
#include <optional>
#include <string>

namespace meter {

class KeyValue {
public:
    virtual ~KeyValue() = default;
    virtual std::optional<std::string> get(const std::string& key) = 0;
    virtual void put(const std::string& key, const std::string& value) = 0;
    virtual void erase(const std::string& key) = 0;
};

// RocksDB; the directory is locked by the process.
std::unique_ptr<KeyValue> openRocks(const std::string& dir);

} // namespace meter
