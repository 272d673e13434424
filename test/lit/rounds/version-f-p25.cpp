// RUN: %tocsin %s
// STD: c++20
// Building blocks of the job scheduler: reference counted state word, work
// stealing range, statistics and the published configuration.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace sched {

enum class Phase : uint8_t { Idle, Starting, Running, Draining, Stopped };

class Lifecycle {
public:
    void requestStop() {
        Phase p = Phase::Running;
        phase_.compare_exchange_strong(p, Phase::Draining);
    }

    bool start() {
        Phase p = Phase::Idle;
        return phase_.compare_exchange_strong(p, Phase::Starting);
    }

    void started() {
        Phase p = phase_.load();
        if (p == Phase::Starting) phase_.compare_exchange_strong(p, Phase::Running);
    }

    Phase phase() const { return phase_.load(); }

private:
    std::atomic<Phase> phase_{Phase::Idle};
};

class Range {
public:
    explicit Range(uint32_t begin, uint32_t end) : word_(pack(begin, end)) {}

    bool popFront(uint32_t& out) {
        uint64_t w = word_.load(std::memory_order_acquire);
        for (;;) {
            const uint32_t b = begin(w), e = end(w);
            if (b == e) return false;
            if (word_.compare_exchange_weak(w, pack(b + 1, e), std::memory_order_acq_rel)) {
                out = b;
                return true;
            }
        }
    }

    bool stealHalf(uint32_t& from, uint32_t& to) {
        uint64_t w = word_.load();
        uint64_t next;
        do {
            const uint32_t b = begin(w), e = end(w);
            if (e - b < 2) return false;
            const uint32_t mid = b + (e - b) / 2;
            from = mid;
            to = e;
            next = pack(b, mid);
        } while (!word_.compare_exchange_strong(w, next));
        return true;
    }

private:
    static uint64_t pack(uint32_t b, uint32_t e) { return uint64_t(b) << 32 | e; }
    static uint32_t begin(uint64_t w) { return uint32_t(w >> 32); }
    static uint32_t end(uint64_t w) { return uint32_t(w); }
    std::atomic<uint64_t> word_;
};

class Stats {
public:
    void latency(uint64_t us) {
        uint64_t seen = worst_.load(std::memory_order_relaxed);
        while (seen < us && !worst_.compare_exchange_weak(seen, us, std::memory_order_relaxed)) {
        }
        count_.fetch_add(1, std::memory_order_relaxed);
    }

    // Marks the sample window as taken by `who` if it is nobody's.
    bool own(uint32_t who) {
        const uint32_t self = who | kOwned;
        uint32_t none = 0;
        while (!owner_.compare_exchange_weak(none, self)) {
            if (none != 0) return false;
        }
        return true;
    }

private:
    static constexpr uint32_t kOwned = 0x80000000u;
    std::atomic<uint64_t> worst_{0};
    std::atomic<uint64_t> count_{0};
    std::atomic<uint32_t> owner_{0};
};

struct Config {
    uint64_t version = 0;
    unsigned threads = 4;
    std::string affinity;
};

class ConfigCell {
public:
    ConfigCell() : cur_(std::make_shared<const Config>()) {}
    std::shared_ptr<const Config> get() const { return std::atomic_load(&cur_); }

    bool set(uint64_t expected_version, unsigned threads) {
        auto old = std::atomic_load(&cur_);
        if (old->version != expected_version) return false;
        auto next = std::make_shared<Config>(*old);
        next->version++;
        next->threads = std::max(1u, threads);
        return std::atomic_compare_exchange_strong(&cur_, &old, std::shared_ptr<const Config>(next));
    }

private:
    std::shared_ptr<const Config> cur_;
};

}  // namespace sched
