#pragma once
#include <array>
#include <functional>
#include <mutex>
#include <string_view>

namespace telemetry {

// Striped locks: one key always maps to the same stripe.
class KeyLocks {
public:
    class Guard {
    public:
        Guard(KeyLocks& locks, std::string_view key);
        ~Guard();
        Guard(const Guard&) = delete;
        Guard& operator=(const Guard&) = delete;

    private:
        std::mutex& m_;
    };

private:
    std::mutex& stripe(std::string_view key) { return stripes_[std::hash<std::string_view>{}(key) % stripes_.size()]; }
    std::array<std::mutex, 64> stripes_;
};

}  // namespace telemetry
