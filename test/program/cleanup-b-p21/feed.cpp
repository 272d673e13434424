// STD: c++20
#include "feed.hpp"

#include <algorithm>
#include <iterator>

std::filesystem::path SegmentFeed::file_of(std::uint64_t first) const {
    return dir_ / (std::to_string(first) + ".seg");
}

void SegmentFeed::seal(std::uint64_t first_offset) {
    std::lock_guard<std::mutex> g(mu_);
    sealed_[first_offset] = Clock::now();
}

void SegmentFeed::subscribe(const std::string& who, std::uint64_t from) {
    std::lock_guard<std::mutex> g(mu_);
    positions_[who] = sealed_.empty() ? from : std::max(from, sealed_.begin()->first);
}

void SegmentFeed::advance(const std::string& who, std::uint64_t to) {
    std::lock_guard<std::mutex> g(mu_);
    auto it = positions_.find(who);
    if (it != positions_.end() && to > it->second) it->second = to;
}

std::filesystem::path SegmentFeed::segment_for(const std::string& who) {
    std::lock_guard<std::mutex> g(mu_);
    auto pos = positions_.find(who);
    if (pos == positions_.end() || sealed_.empty()) return {};
    auto seg = sealed_.upper_bound(pos->second);
    if (seg == sealed_.begin()) return {};
    return file_of(std::prev(seg)->first);
}

std::uint64_t SegmentFeed::low_watermark_locked() const {
    std::uint64_t low = UINT64_MAX;
    for (const auto& [who, at] : positions_) low = std::min(low, at);
    return low;
}
