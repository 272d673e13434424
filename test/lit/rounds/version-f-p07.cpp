// RUN: %tocsin %s
// STD: c++20
// Connection admission for the edge proxy: byte budget, peak gauge and the
// ownership word of each upstream slot.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

namespace edge {

class PeakGauge {
public:
    void observe(uint32_t active) {
        uint32_t seen = peak_.load(std::memory_order_relaxed);
        if (seen < active)
            peak_.compare_exchange_strong(seen, active, std::memory_order_relaxed); // EXPECT: ignored-conflict
    }
    uint32_t value() const { return peak_.load(std::memory_order_relaxed); }
    void reset() { peak_.store(0, std::memory_order_relaxed); }

private:
    std::atomic<uint32_t> peak_{0};
};

class ByteBudget {
public:
    explicit ByteBudget(uint64_t limit) : left_(limit), limit_(limit) {}

    bool take(uint64_t n) {
        uint64_t cur = left_.load(std::memory_order_acquire);
        if (cur < n) return false;
        const uint64_t rest = cur - n;
        while (!left_.compare_exchange_weak(cur, rest, std::memory_order_acq_rel)) { // EXPECT: unchecked-version
            if (cur < n) return false;
        }
        return true;
    }

    void give(uint64_t n) {
        uint64_t cur = left_.load(std::memory_order_relaxed);
        uint64_t next;
        do {
            next = cur + n > limit_ ? limit_ : cur + n;
        } while (!left_.compare_exchange_weak(cur, next, std::memory_order_acq_rel));
    }

private:
    std::atomic<uint64_t> left_;
    const uint64_t limit_;
};

class SlotTable {
public:
    static constexpr uint64_t kFree = 0;

    explicit SlotTable(size_t n) : owner_(n) {}

    bool claim(size_t slot, uint64_t worker) {
        uint64_t want = kFree;
        return owner_[slot].compare_exchange_strong(want, worker);
    }

    // Moves a slot from one worker to another during rebalancing.
    bool handover(size_t slot, uint64_t from, uint64_t to) {
        for (int i = 0; i < 4; ++i) {
            if (owner_[slot].compare_exchange_strong(from, to)) return true; // EXPECT: unchecked-version
            std::this_thread::sleep_for(std::chrono::microseconds(50u << i));
        }
        return false;
    }

    void release(size_t slot, uint64_t worker) {
        uint64_t mine = worker;
        owner_[slot].compare_exchange_strong(mine, kFree);
    }

private:
    std::vector<std::atomic<uint64_t>> owner_;
};

class Admission {
public:
    Admission(uint64_t budget, size_t slots) : budget_(budget), slots_(slots) {}

    bool admit(size_t slot, uint64_t worker, uint64_t bytes) {
        if (!slots_.claim(slot, worker)) return false;
        if (!budget_.take(bytes)) {
            slots_.release(slot, worker);
            return false;
        }
        gauge_.observe(active_.fetch_add(1) + 1);
        return true;
    }

    void done(size_t slot, uint64_t worker, uint64_t bytes) {
        active_.fetch_sub(1);
        budget_.give(bytes);
        slots_.release(slot, worker);
    }

    bool rebalance(size_t slot, uint64_t from, uint64_t to) { return slots_.handover(slot, from, to); }

private:
    ByteBudget budget_;
    SlotTable slots_;
    PeakGauge gauge_;
    std::atomic<uint32_t> active_{0};
};

}  // namespace edge
