// STD: c++20
#include <iostream>
#include <iterator>

#include "feed.hpp"

int SegmentFeed::retire(std::chrono::seconds retention) {
    std::lock_guard<std::mutex> g(mu_);
    const std::uint64_t low = low_watermark_locked();
    const auto now = Clock::now();
    int n = 0;
    while (sealed_.size() > 1) {
        auto oldest = sealed_.begin();
        if (std::next(oldest)->first > low) break;
        if (now - oldest->second < retention) break;
        std::error_code ec;
        std::filesystem::remove(file_of(oldest->first), ec);
        if (ec) {
            std::cerr << ec.message() << '\n';
            break;
        }
        sealed_.erase(oldest);
        ++n;
    }
    return n;
}
