#pragma once
#include <chrono>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>

namespace dvr {

using Mono = std::chrono::steady_clock;

struct Segment {
    uint32_t channel = 0;
    std::string file;
    Mono::time_point started;
    uint64_t bytes = 0;
};

class RetentionPolicy {
public:
    explicit RetentionPolicy(std::chrono::hours keep) : keep_(keep) {}
    bool pastRetention(const Segment& s, Mono::time_point now) const;

private:
    std::chrono::hours keep_;
};

class SegmentStore {
public:
    void append(Segment s);
    // Path of the segment that covers the wanted position, "" if none.
    std::string locate(uint32_t channel, Mono::time_point at) const;
    void sweep(const RetentionPolicy& policy);

private:
    void dropSegment(const Segment& s);

    mutable std::mutex mu_;
    std::list<Segment> segs_;
    uint64_t total_ = 0;
};

void play(const SegmentStore& store, uint32_t channel, Mono::time_point from, int outFd);

}  // namespace dvr
