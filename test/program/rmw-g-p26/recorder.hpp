#pragma once
#include "spin.hpp"

#include <atomic>
#include <cstdint>
#include <deque>
#include <string>
#include <thread>
#include <vector>

namespace tele {

struct Sample {
    uint32_t channel;
    int64_t stampNs;
    double value;
};

size_t journalBacklog(const std::string& dir);
bool writeSegment(const std::string& dir, const std::vector<Sample>& batch);

class Recorder {
public:
    Recorder(std::string dir, size_t limitBytes);
    ~Recorder();

    bool push(const Sample& s);
    uint64_t dropped() const;
    uint64_t written() const;

private:
    void flushLoop();
    std::vector<Sample> takeBatch();

    const std::string dir_;
    const size_t limit_;
    mutable SpinLock lock_;
    std::deque<Sample> pending_;
    size_t queuedBytes_ = 0;
    uint64_t dropped_ = 0;
    uint64_t written_ = 0;
    std::atomic<bool> stop_{false};
    std::thread flusher_;
};

} // namespace tele
