// RUN: %tocsin %s
// STD: c++20
// Published configuration snapshots: readers follow an atomic {generation, index} word.
#include <atomic>
#include <array>
#include <cstdint>
#include <optional>
#include <thread>
#include <vector>

class SnapshotWord {
public:
    static constexpr std::uint64_t make(std::uint32_t gen, std::uint32_t index) {
        return static_cast<std::uint64_t>(gen) << 32 | index;
    }
    static constexpr std::uint32_t gen(std::uint64_t w) { return static_cast<std::uint32_t>(w >> 32); }
    static constexpr std::uint32_t index(std::uint64_t w) { return static_cast<std::uint32_t>(w); }

    std::uint64_t current() const { return word_.load(std::memory_order_acquire); }

    // Install `index` on top of the snapshot the caller has looked at.
    bool publish(std::uint64_t seen, std::uint32_t index) {
        const std::uint64_t next = make(gen(seen) + 1, index);
        while (!word_.compare_exchange_weak(seen, next, std::memory_order_acq_rel)) { // EXPECT: unchecked-version
            if (closed_.load(std::memory_order_relaxed))
                return false;
        }
        return true;
    }

    bool tryPublish(std::uint64_t seen, std::uint32_t index) {
        const std::uint64_t next = make(gen(seen) + 1, index);
        std::uint64_t probe = seen;
        while (!word_.compare_exchange_weak(probe, next, std::memory_order_acq_rel)) {
            if (probe != seen)
                return false;
        }
        return true;
    }

    std::uint64_t forceIndex(std::uint32_t index) {
        std::uint64_t cur = current();
        std::uint64_t next;
        do {
            next = make(gen(cur) + 1, index);
        } while (!word_.compare_exchange_weak(cur, next, std::memory_order_acq_rel));
        return next;
    }

    void close() {
        bool open = false;
        closed_.compare_exchange_strong(open, true);
    }

private:
    std::atomic<std::uint64_t> word_{make(0, 0)};
    std::atomic<bool> closed_{false};
};

class ReaderStats {
public:
    void countRead(std::uint32_t weight) {
        std::uint64_t total = reads_.load(std::memory_order_relaxed);
        const std::uint64_t next = total + weight;
        reads_.compare_exchange_strong(total, next, std::memory_order_relaxed); // EXPECT: ignored-conflict
        hits_.fetch_add(1, std::memory_order_relaxed);
    }

    void noteGeneration(std::uint32_t g) {
        std::uint32_t seen = newest_.load(std::memory_order_relaxed);
        while (g > seen && !newest_.compare_exchange_weak(seen, g, std::memory_order_relaxed)) {
        }
    }

    std::uint64_t reads() const { return reads_.load(); }

private:
    std::atomic<std::uint64_t> reads_{0};
    std::atomic<std::uint64_t> hits_{0};
    std::atomic<std::uint32_t> newest_{0};
};

int main() {
    SnapshotWord word;
    ReaderStats stats;
    std::vector<std::thread> pool;
    for (std::uint32_t id = 1; id <= 4; ++id)
        pool.emplace_back([&, id] {
            for (int i = 0; i < 1000; ++i) {
                const std::uint64_t seen = word.current();
                stats.countRead(id);
                stats.noteGeneration(SnapshotWord::gen(seen));
                if (i % 100 == 0 && !word.tryPublish(seen, id) && !word.publish(seen, id))
                    return;
            }
        });
    for (auto& t : pool)
        t.join();
    word.forceIndex(0);
    word.close();
    return stats.reads() > 0 ? 0 : 1;
}
