#pragma once
#include "kv.h"

#include <array>
#include <cstdint>
#include <functional>
#include <mutex>

namespace meter {

class StripedLocks {
public:
    std::mutex& of(const std::string& key)
    {
        return locks_[std::hash<std::string>{}(key) % locks_.size()];
    }

private:
    std::array<std::mutex, 32> locks_;
};

class Readings {
public:
    explicit Readings(std::unique_ptr<KeyValue> kv) : kv_(std::move(kv)) {}
    std::uint64_t add(const std::string& meter, std::uint64_t wattHours);
    bool settle(const std::string& meter, std::uint64_t billed);
    std::uint64_t current(const std::string& meter);

private:
    std::uint64_t loadLocked(const std::string& key);
    std::unique_ptr<KeyValue> kv_;
    StripedLocks locks_;
};

} // namespace meter
