// RUN: %tocsin %s
// STD: c++20
// Slab allocator with tagged free lists; handles are (generation, index) pairs.
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <thread>
#include <vector>

namespace slab {

constexpr uint32_t kNil = 0xffffffffu;

struct Header {
    std::atomic<uint32_t> next{kNil};
    unsigned char payload[60];
};

class Slab {
public:
    explicit Slab(uint32_t n) : n_(n), cells_(new Header[n]) {
        for (uint32_t i = 0; i < n; ++i)
            cells_[i].next.store(i + 1 < n ? i + 1 : kNil, std::memory_order_relaxed);
        head_.store(pack(0, 0), std::memory_order_release);
    }

    void* take() {
        uint64_t old = head_.load(std::memory_order_acquire);
        for (;;) {
            const uint32_t idx = index(old);
            if (idx == kNil)
                return nullptr;
            const uint64_t next = pack(tag(old) + 1, cells_[idx].next.load(std::memory_order_relaxed));
            if (head_.compare_exchange_weak(old, next, std::memory_order_acq_rel, std::memory_order_acquire)) {
                accountTaken();
                return cells_[idx].payload;
            }
        }
    }

    void give(void* p) {
        const uint32_t idx = indexOf(p);
        uint64_t old = head_.load(std::memory_order_acquire);
        const uint64_t mine = pack(tag(old) + 1, idx);
        cells_[idx].next.store(index(old), std::memory_order_relaxed);
        while (!head_.compare_exchange_weak(old, mine, std::memory_order_acq_rel, std::memory_order_acquire)) // EXPECT: unchecked-version
            std::this_thread::yield();
        inUse_.fetch_sub(1, std::memory_order_relaxed);
    }

    uint32_t inUse() const { return inUse_.load(std::memory_order_relaxed); }
    uint32_t peak() const { return peak_.load(std::memory_order_relaxed); }

private:
    static uint64_t pack(uint32_t tag, uint32_t idx) { return (uint64_t(tag) << 32) | idx; }
    static uint32_t index(uint64_t v) { return uint32_t(v); }
    static uint32_t tag(uint64_t v) { return uint32_t(v >> 32); }
    uint32_t indexOf(void* p) const {
        auto* base = reinterpret_cast<unsigned char*>(cells_.get());
        return uint32_t((static_cast<unsigned char*>(p) - base) / sizeof(Header));
    }

    void accountTaken() {
        const uint32_t now = inUse_.fetch_add(1, std::memory_order_relaxed) + 1;
        uint32_t seen = peak_.load(std::memory_order_relaxed);
        while (now > seen && !peak_.compare_exchange_weak(seen, now, std::memory_order_relaxed)) {
        }
    }

    const uint32_t n_;
    std::unique_ptr<Header[]> cells_;
    std::atomic<uint64_t> head_{0};
    std::atomic<uint32_t> inUse_{0};
    std::atomic<uint32_t> peak_{0};
};

// Doubles the spin limit under contention, halves it when things are calm.
class Backoff {
public:
    void contended() {
        uint32_t lim = limit_.load(std::memory_order_relaxed);
        if (lim < 4096)
            limit_ = limit_ * 2; // EXPECT: split-atomic
    }
    void calm() {
        uint32_t lim = limit_.load(std::memory_order_relaxed);
        while (lim > 16 && !limit_.compare_exchange_weak(lim, lim / 2, std::memory_order_relaxed)) {
        }
    }
    void spin() const {
        for (uint32_t i = 0, n = limit_.load(std::memory_order_relaxed); i < n; ++i)
            std::atomic_signal_fence(std::memory_order_seq_cst);
    }
private:
    std::atomic<uint32_t> limit_{16};
};

}  // namespace slab

int main() {
    slab::Slab s(1024);
    slab::Backoff bo;
    std::vector<std::thread> ts;
    for (int t = 0; t < 4; ++t)
        ts.emplace_back([&s, &bo, t] {
            std::vector<void*> mine;
            for (int i = 0; i < 100000; ++i) {
                if (void* p = s.take()) {
                    std::memset(p, t, 60);
                    mine.push_back(p);
                    bo.calm();
                } else {
                    bo.contended();
                    bo.spin();
                }
                if (mine.size() > 300 || (i % 3 == 0 && !mine.empty())) {
                    s.give(mine.back());
                    mine.pop_back();
                }
            }
            for (void* p : mine)
                s.give(p);
        });
    for (auto& t : ts)
        t.join();
    std::printf("%u in use, peak %u\n", s.inUse(), s.peak());
}
