#pragma once
#include <atomic>
#include <cstdint>
#include <mutex>

namespace md {

struct Quote {
    int64_t bid = 0, ask = 0;
    uint64_t updates = 0;
};

// Top of book for one instrument. Any feed handler may publish, readers spin on seq.
class QuoteCell {
public:
    void publish(int64_t bid, int64_t ask);
    void widen(int64_t ticks);
    Quote read() const;

private:
    void openWrite() {
        seq_.store(seq_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        std::atomic_thread_fence(std::memory_order_release);
    }
    void closeWrite() {
        seq_.store(seq_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
    }

    std::mutex writers_;
    std::atomic<uint64_t> seq_{0};
    std::atomic<int64_t> bid_{0};
    std::atomic<int64_t> ask_{0};
    std::atomic<uint64_t> updates_{0};
};

struct FeedCounters {
    uint64_t packets = 0;
    uint64_t gaps = 0;
    uint64_t nextSeq = 0;
};
FeedCounters& localCounters();
void collectCounters();
FeedCounters totals();

} // namespace md
