// RUN: %tocsin %s
// STD: c++20
// Lock-free plumbing of the market data recorder.
#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <optional>
#include <thread>
#include <vector>

namespace mdrec {

// Head word is {tag:32, index:32}; the tag moves on with every operation.
class BufferStack {
public:
    static constexpr uint32_t kNone = 0xffffffffu;
    static constexpr size_t kSlots = 1024;

    BufferStack() {
        for (uint32_t i = 0; i < kSlots; ++i)
            next_[i].store(i + 1 < kSlots ? i + 1 : kNone, std::memory_order_relaxed);
        head_.store(pack(0, 0));
    }

    std::optional<uint32_t> pop() {
        uint64_t old = head_.load(std::memory_order_acquire);
        uint64_t want;
        do {
            if (index(old) == kNone) return std::nullopt;
            want = pack(tag(old) + 1, next_[index(old)].load(std::memory_order_relaxed));
        } while (!head_.compare_exchange_weak(old, want, std::memory_order_acq_rel));
        return index(old);
    }

    void push(uint32_t slot) {
        uint64_t old = head_.load(std::memory_order_relaxed);
        do {
            next_[slot].store(index(old), std::memory_order_relaxed);
        } while (!head_.compare_exchange_weak(old, pack(tag(old) + 1, slot), std::memory_order_release));
    }

private:
    static uint64_t pack(uint32_t t, uint32_t i) { return (uint64_t{t} << 32) | i; }
    static uint32_t tag(uint64_t w) { return static_cast<uint32_t>(w >> 32); }
    static uint32_t index(uint64_t w) { return static_cast<uint32_t>(w); }

    std::atomic<uint64_t> head_;
    std::array<std::atomic<uint32_t>, kSlots> next_;
};

class SequenceTracker {
public:
    // Highest sequence number seen on the feed.
    void observe(uint64_t seq) {
        uint64_t cur = highest_.load(std::memory_order_relaxed);
        while (cur < seq) {
            if (highest_.compare_exchange_weak(cur, seq, std::memory_order_release)) break;
        }
    }

    // Accepts a packet of the session only if nothing newer took over.
    bool admit(uint32_t epoch) {
        uint32_t highest = epoch_.load();
        for (;;) {
            if (epoch < highest) return false;
            if (epoch == highest) return true;
            if (epoch_.compare_exchange_weak(highest, epoch)) return true;
        }
    }

    bool swapIf(uint64_t expected, uint64_t desired) {
        uint64_t e = expected;
        for (int i = 0; i < 4; ++i) {
            if (highest_.compare_exchange_strong(e, desired)) return true;
            if (e != expected) return false;
        }
        return false;
    }

private:
    std::atomic<uint64_t> highest_{0};
    std::atomic<uint32_t> epoch_{0};
};

class Recorder {
public:
    enum Phase : int { kNew, kRunning, kStopping, kStopped };

    void start() {
        int from = kNew;
        phase_.compare_exchange_strong(from, kRunning);
    }

    void requestStop() {
        int from = kRunning;
        phase_.compare_exchange_strong(from, kStopping);
    }

    bool running() const { return phase_.load() == kRunning; }

    void addGap(uint32_t first, uint32_t count) {
        uint64_t cur = gap_.load();
        uint64_t want;
        do {
            want = cur == 0 ? (uint64_t{first} << 32 | count) : cur + count;
        } while (!gap_.compare_exchange_weak(cur, want));
    }

    void record(BufferStack& pool, SequenceTracker& seqs, uint64_t seq, uint32_t epoch) {
        if (!running() || !seqs.admit(epoch)) return;
        if (auto slot = pool.pop()) {
            seqs.observe(seq);
            pool.push(*slot);
        } else {
            addGap(static_cast<uint32_t>(seq), 1);
        }
    }

private:
    std::atomic<int> phase_{kNew};
    std::atomic<uint64_t> gap_{0};
};

void runRecorder(Recorder& r, BufferStack& pool, SequenceTracker& seqs) {
    r.start();
    std::vector<std::thread> feeds;
    for (uint32_t f = 0; f < 4; ++f)
        feeds.emplace_back([&, f] {
            for (uint64_t s = 1; r.running() && s < 100000; ++s) r.record(pool, seqs, s, f / 2);
        });
    for (auto& t : feeds) t.join();
    r.requestStop();
}

}  // namespace mdrec
