#ifndef BROKER_LOG_SEGMENT_H
#define BROKER_LOG_SEGMENT_H

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace broker {

struct Segment {
    std::int64_t baseOffset = 0;
    std::int64_t sealedAtMs = 0; // 0: still being written
    std::string dataFile;
    std::string indexFile;
    std::uint64_t size = 0;
};

class PartitionLog {
public:
    PartitionLog(std::string topic, std::int64_t retentionMs)
        : topic_(std::move(topic)), retentionMs_(retentionMs) {}

    void roll(std::int64_t baseOffset, std::int64_t nowMs);
    // Opens the data file that holds `offset`; fetchers and followers.
    int openAt(std::int64_t offset);
    std::size_t enforceRetention(std::int64_t nowMs);

private:
    std::mutex mu_;
    std::string topic_;
    std::int64_t retentionMs_;
    std::map<std::int64_t, Segment> segments_;
};

// segment_files.cpp
bool ReleaseSegment(const Segment &seg);
bool CreateSegmentFiles(const Segment &seg);

} // namespace broker

#endif
