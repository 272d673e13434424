// RUN: %tocsin %s
// STD: c++20
// Leaf pages of an in-memory ordered index, synchronised with optimistic latches.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <thread>
#include <vector>

namespace oidx {

class OptimisticLatch {
public:
    // Even: free. Odd: held exclusively.
    std::uint64_t stableVersion() const {
        std::uint64_t v = word_.load(std::memory_order_acquire);
        while (v & 1u) {
            std::this_thread::yield();
            v = word_.load(std::memory_order_acquire);
        }
        return v;
    }

    bool unchangedSince(std::uint64_t version) const {
        std::atomic_thread_fence(std::memory_order_acquire);
        return word_.load(std::memory_order_relaxed) == version;
    }

    bool upgrade(std::uint64_t version) {
        if (!word_.compare_exchange_strong(version, version + 1, std::memory_order_acquire))
            return false;
        std::atomic_thread_fence(std::memory_order_release);
        return true;
    }

    std::uint64_t lock() {
        for (;;) {
            std::uint64_t v = stableVersion();
            if (upgrade(v))
                return v;
        }
    }

    void unlock() { word_.fetch_add(1, std::memory_order_release); }

private:
    std::atomic<std::uint64_t> word_{0};
};

struct Slot {
    std::atomic<std::uint64_t> key{0};
    std::atomic<std::int64_t> value{0};
};

class LeafPage {
public:
    static constexpr std::size_t kSlots = 64;

    std::optional<std::int64_t> lookup(std::uint64_t key) const {
        for (;;) {
            const std::uint64_t v = latch_.stableVersion();
            const int at = findSlot(key);
            std::optional<std::int64_t> out;
            if (at >= 0)
                out = slots_[at].value.load(std::memory_order_relaxed);
            if (latch_.unchangedSince(v))
                return out;
        }
    }

    // Adds to an existing value; the position found optimistically is used under the latch.
    bool accumulate(std::uint64_t key, std::int64_t delta) {
        const std::uint64_t v = latch_.stableVersion();
        const int at = findSlot(key);
        if (at < 0 || !latch_.unchangedSince(v))
            return false;
        const std::int64_t sum = slots_[at].value.load(std::memory_order_relaxed) + delta;
        latch_.lock();
        slots_[at].value.store(sum, std::memory_order_relaxed); // EXPECT-MISS: unchecked-version // EXPECT-NOISE: split-atomic
        latch_.unlock(); // EXPECT-NOISE: split-atomic
        return true;
    }

    bool replace(std::uint64_t key, std::int64_t value) {
        for (;;) {
            const std::uint64_t v = latch_.stableVersion();
            const int at = findSlot(key);
            if (!latch_.unchangedSince(v))
                continue;
            if (at < 0)
                return false;
            if (!latch_.upgrade(v))
                continue;
            slots_[at].value.store(value, std::memory_order_relaxed);
            latch_.unlock();
            return true;
        }
    }

    bool scale(std::uint64_t key, std::int64_t factor) {
        for (;;) {
            const std::uint64_t seen = latch_.stableVersion();
            const int at = findSlot(key);
            const std::int64_t next =
                at < 0 ? 0 : slots_[at].value.load(std::memory_order_relaxed) * factor;
            if (latch_.lock() != seen) {
                latch_.unlock();
                continue;
            }
            if (at >= 0)
                slots_[at].value.store(next, std::memory_order_relaxed); // EXPECT-NOISE: split-atomic
            latch_.unlock();
            return at >= 0;
        }
    }

    bool insert(std::uint64_t key, std::int64_t value) {
        latch_.lock();
        std::uint32_t n = used_.load(std::memory_order_relaxed);
        const bool room = n < kSlots && findSlot(key) < 0;
        if (room) {
            slots_[n].key.store(key, std::memory_order_relaxed);
            slots_[n].value.store(value, std::memory_order_relaxed);
            used_.store(n + 1, std::memory_order_relaxed);
        }
        latch_.unlock();
        return room;
    }

private:
    int findSlot(std::uint64_t key) const {
        const std::uint32_t n = std::min<std::uint32_t>(used_.load(std::memory_order_relaxed), kSlots);
        for (std::uint32_t i = 0; i < n; ++i)
            if (slots_[i].key.load(std::memory_order_relaxed) == key)
                return static_cast<int>(i);
        return -1;
    }

    mutable OptimisticLatch latch_;
    std::atomic<std::uint32_t> used_{0};
    std::array<Slot, kSlots> slots_{};
};

}  // namespace oidx

int main() {
    oidx::LeafPage page;
    for (std::uint64_t k = 1; k <= 32; ++k)
        page.insert(k, 0);
    std::vector<std::thread> workers;
    for (int w = 0; w < 4; ++w)
        workers.emplace_back([&page, w] {
            for (std::uint64_t i = 0; i < 10000; ++i) {
                page.accumulate(1 + i % 32, 1);
                if (i % 64 == 0)
                    page.scale(1 + i % 32, w);
                if (i % 100 == 0)
                    page.replace(1 + i % 32, static_cast<std::int64_t>(i));
            }
        });
    for (auto& t : workers)
        t.join();
    return page.lookup(7).has_value() ? 0 : 1;
}
