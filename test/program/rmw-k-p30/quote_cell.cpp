// STD: c++20
#include "quote_cell.h"

namespace md {

void QuoteCell::publish(int64_t bid, int64_t ask) {
    std::lock_guard<std::mutex> g(writers_);
    openWrite();
    bid_.store(bid, std::memory_order_relaxed);
    ask_.store(ask, std::memory_order_relaxed);
    updates_.store(updates_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    closeWrite();
}

void QuoteCell::widen(int64_t ticks) {
    std::lock_guard<std::mutex> g(writers_);
    const int64_t b = bid_.load(std::memory_order_relaxed);
    const int64_t a = ask_.load(std::memory_order_relaxed);
    if (a - b >= 2 * ticks)
        return;
    openWrite();
    bid_.store(b - ticks, std::memory_order_relaxed);
    ask_.store(a + ticks, std::memory_order_relaxed);
    closeWrite();
}

Quote QuoteCell::read() const {
    Quote q;
    uint64_t s0, s1;
    do {
        s0 = seq_.load(std::memory_order_acquire);
        q.bid = bid_.load(std::memory_order_relaxed);
        q.ask = ask_.load(std::memory_order_relaxed);
        q.updates = updates_.load(std::memory_order_relaxed);
        std::atomic_thread_fence(std::memory_order_acquire);
        s1 = seq_.load(std::memory_order_relaxed);
    } while ((s0 & 1) || s0 != s1);
    return q;
}

} // namespace md
