// RUN: %tocsin %s
// STD: c++20
// Time-series store: dropping sealed segments past the retention window.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace tsdb {

namespace fs = std::filesystem;
using SysTime = std::chrono::system_clock::time_point;

struct Segment {
    uint64_t id;
    SysTime sealedAt;
    fs::path file;
};
using SegmentPtr = std::shared_ptr<const Segment>;

class Shard {
public:
    void publish(SegmentPtr s) {
        std::lock_guard<std::mutex> lk(mu_);
        segments_[s->id] = std::move(s);
    }

    // Readers keep the returned pointers for the whole query.
    std::vector<SegmentPtr> snapshot() const {
        std::lock_guard<std::mutex> lk(mu_);
        std::vector<SegmentPtr> out;
        out.reserve(segments_.size());
        for (const auto& kv : segments_)
            out.push_back(kv.second);
        return out;
    }

    size_t enforceRetention(std::chrono::hours keep) {
        const SysTime cutoff = std::chrono::system_clock::now() - keep;
        size_t dropped = 0;
        std::lock_guard<std::mutex> lk(mu_);
        for (auto it = segments_.begin(); it != segments_.end();) {
            const SegmentPtr& s = it->second;
            if (s->sealedAt >= cutoff || s.use_count() != 1) {
                ++it;
                continue;
            }
            std::error_code ec;
            fs::remove(s->file, ec);
            it = segments_.erase(it);
            ++dropped;
        }
        return dropped;
    }

private:
    mutable std::mutex mu_;
    std::map<uint64_t, SegmentPtr> segments_;
};

} // namespace tsdb
