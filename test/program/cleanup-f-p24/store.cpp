// STD: c++20
#include "segment.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace dvr {

void SegmentStore::append(Segment s) {
    std::lock_guard<std::mutex> g(mu_);
    total_ += s.bytes;
    segs_.push_back(std::move(s));
}

std::string SegmentStore::locate(uint32_t channel, Mono::time_point at) const {
    std::lock_guard<std::mutex> g(mu_);
    std::string best;
    for (const auto& s : segs_) {
        if (s.channel == channel && s.started <= at) best = s.file;
    }
    return best;
}

void SegmentStore::dropSegment(const Segment& s) {
    if (::unlink(s.file.c_str()) != 0 && errno != ENOENT)
        std::fprintf(stderr, "%s: %s\n", s.file.c_str(), std::strerror(errno));
    total_ -= s.bytes;
}

void SegmentStore::sweep(const RetentionPolicy& policy) {
    std::lock_guard<std::mutex> g(mu_);
    const auto now = Mono::now();
    auto it = segs_.begin();
    while (it != segs_.end()) {
        if (!policy.pastRetention(*it, now)) {
            ++it;
            continue;
        }
        dropSegment(*it); // EXPECT: timestamp-cleanup
        it = segs_.erase(it);
    }
}

}  // namespace dvr
