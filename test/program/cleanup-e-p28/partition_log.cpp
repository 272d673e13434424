// STD: c++20
#include "log_segment.h"

#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace broker {

void PartitionLog::roll(std::int64_t baseOffset, std::int64_t nowMs) {
    std::lock_guard<std::mutex> l(mu_);
    if (!segments_.empty() && segments_.rbegin()->second.sealedAtMs == 0)
        segments_.rbegin()->second.sealedAtMs = nowMs;
    Segment s;
    s.baseOffset = baseOffset;
    s.dataFile = topic_ + "/" + std::to_string(baseOffset) + ".log";
    s.indexFile = topic_ + "/" + std::to_string(baseOffset) + ".idx";
    if (CreateSegmentFiles(s))
        segments_[baseOffset] = s;
}

int PartitionLog::openAt(std::int64_t offset) {
    std::string file;
    {
        std::lock_guard<std::mutex> l(mu_);
        auto it = segments_.upper_bound(offset);
        if (it == segments_.begin())
            return -1;
        file = std::prev(it)->second.dataFile;
    }
    return ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
}

std::size_t PartitionLog::enforceRetention(std::int64_t nowMs) {
    std::size_t released = 0;
    std::lock_guard<std::mutex> l(mu_);
    for (auto &[base, seg] : segments_) {
        if (seg.sealedAtMs == 0 || seg.dataFile.empty())
            continue;
        if (nowMs - seg.sealedAtMs < retentionMs_)
            continue;
        if (!ReleaseSegment(seg)) // EXPECT: timestamp-cleanup
            continue;
        seg.dataFile.clear();
        seg.indexFile.clear();
        ++released;
    }
    return released;
}

} // namespace broker

int main() {
    using namespace std::chrono;
    auto now = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    broker::PartitionLog log("/var/lib/broker/orders-0", 72LL * 3600 * 1000);
    log.roll(0, now);
    log.roll(1000, now);
    int fd = log.openAt(17);
    std::printf("%zu released\n", log.enforceRetention(now));
    if (fd >= 0)
        ::close(fd);
}
