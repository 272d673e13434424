#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <string>

class SegmentFeed {
public:
    using Clock = std::chrono::steady_clock;
    explicit SegmentFeed(std::filesystem::path dir) : dir_(std::move(dir)) {}

    void seal(std::uint64_t first_offset);
    void subscribe(const std::string& who, std::uint64_t from);
    void advance(const std::string& who, std::uint64_t to);
    std::filesystem::path segment_for(const std::string& who);
    int retire(std::chrono::seconds retention);

private:
    std::uint64_t low_watermark_locked() const;
    std::filesystem::path file_of(std::uint64_t first) const;

    std::filesystem::path dir_;
    mutable std::mutex mu_;
    std::map<std::uint64_t, Clock::time_point> sealed_;
    std::map<std::string, std::uint64_t> positions_;
};
