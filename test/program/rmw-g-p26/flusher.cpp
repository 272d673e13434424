// STD: c++20
#include "recorder.hpp"

#include <algorithm>
#include <chrono>

namespace tele {

std::vector<Sample> Recorder::takeBatch() {
    std::vector<Sample> batch;
    SpinHolder h(lock_);
    const size_t n = std::min<size_t>(pending_.size(), 4096);
    batch.assign(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(n));
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(n));
    queuedBytes_ -= n * sizeof(Sample);
    return batch;
}

void Recorder::flushLoop() {
    while (!stop_.load()) {
        auto batch = takeBatch();
        if (batch.empty()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            continue;
        }
        if (writeSegment(dir_, batch)) {
            SpinHolder h(lock_);
            written_ += batch.size();
        } else {
            SpinHolder h(lock_);
            dropped_ += batch.size();
        }
    }
}

} // namespace tele
