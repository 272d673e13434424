// RUN: %tocsin %s
// STD: c++20
#include <atomic>
#include <cstdint>
#include <utility>

struct Epoch {
    uint32_t gen;
    uint32_t slots;
};

class SlotAllocator {
public:
    explicit SlotAllocator(uint32_t slots) : cur_(Epoch{1, slots}) {}

    bool acquire(uint32_t n)
    {
        Epoch e = cur_.load(std::memory_order_acquire);
        for (;;) {
            if (e.slots < n)
                return false;
            Epoch next{e.gen + 1, e.slots - n};
            if (cur_.compare_exchange_weak(e, next, std::memory_order_acq_rel))
                return true;
        }
    }

    void release(uint32_t n)
    {
        Epoch e = cur_.load(std::memory_order_acquire);
        Epoch next{e.gen + 1, e.slots + n};
        cur_.compare_exchange_strong(e, next); // EXPECT: ignored-conflict
    }

    bool resizeIf(Epoch seen, uint32_t slots)
    {
        Epoch next{seen.gen + 1, slots};
        return cur_.compare_exchange_strong(seen, next);
    }

    bool retire(uint32_t expectedGen)
    {
        Epoch e = cur_.load();
        while (e.gen == expectedGen) {
            if (cur_.compare_exchange_weak(e, Epoch{e.gen + 1, 0}))
                return true;
        }
        return false;
    }

private:
    std::atomic<Epoch> cur_;
};

class LeaseWord {
public:
    bool renew(uint64_t held, uint64_t until)
    {
        for (int spin = 0; spin < 16; ++spin) {
            if (word_.compare_exchange_strong(held, until)) // EXPECT: unchecked-version
                return true;
        }
        return false;
    }

    bool hand_over(uint64_t held, uint64_t next)
    {
        uint64_t want = held;
        while (!word_.compare_exchange_weak(want, next)) {
            if (want != held)
                return false;
        }
        return true;
    }

    uint64_t extend(uint64_t step)
    {
        uint64_t v = word_.load(std::memory_order_relaxed);
        const uint64_t target = v + step;
        while (!word_.compare_exchange_weak(v, target, std::memory_order_release, std::memory_order_relaxed)) { // EXPECT: unchecked-version
        }
        return target;
    }

    uint64_t bump() { return word_.fetch_add(1) + 1; }

private:
    std::atomic<uint64_t> word_{0};
};
