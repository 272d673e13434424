// RUN: %tocsin %s
// STD: c++20
// Lock-free statistics and state words of the ingest workers.
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <thread>
#include <vector>

namespace ingest {

enum class Phase : int { Idle, Running, Draining, Stopped };

class Gauges {
public:
    void on_batch(std::uint32_t rows) {
        std::uint32_t seen = widest_.load(std::memory_order_relaxed);
        if (rows > seen) widest_.compare_exchange_strong(seen, rows, std::memory_order_relaxed); // EXPECT: ignored-conflict

        std::uint32_t low = narrowest_.load(std::memory_order_relaxed);
        while (rows < low && !narrowest_.compare_exchange_weak(low, rows, std::memory_order_relaxed)) {}
    }

    // Packs a 16-bit count above a 48-bit byte total.
    void on_bytes(std::uint64_t n) {
        std::uint64_t old = packed_.load(std::memory_order_acquire);
        std::uint64_t want;
        do {
            const std::uint64_t count = (old >> 48) + 1;
            want = (count << 48) | ((old + n) & ((std::uint64_t(1) << 48) - 1));
        } while (!packed_.compare_exchange_weak(old, want, std::memory_order_acq_rel));
    }

    std::uint32_t widest() const { return widest_; }
    std::uint32_t narrowest() const { return narrowest_; }
    std::uint64_t packed() const { return packed_; }

private:
    std::atomic<std::uint32_t> widest_{0};
    std::atomic<std::uint32_t> narrowest_{UINT32_MAX};
    std::atomic<std::uint64_t> packed_{0};
};

class Faults {
public:
    void raise(unsigned bit) {
        std::uint32_t cur = mask_.load();
        const std::uint32_t next = cur | (1u << bit);
        mask_.compare_exchange_strong(cur, next); // EXPECT: ignored-conflict
    }
    void clear(unsigned bit) { mask_.fetch_and(~(1u << bit)); }

    std::uint32_t next_ticket() {
        std::uint32_t cur = ticket_.load();
        std::uint32_t next = cur + 1;
        while (!ticket_.compare_exchange_weak(cur, next)) { // EXPECT: unchecked-version
            std::this_thread::yield();
        }
        return next;
    }

    std::uint32_t next_serial() {
        std::uint32_t cur = serial_.load();
        while (!serial_.compare_exchange_weak(cur, cur + 1)) std::this_thread::yield();
        return cur + 1;
    }

    std::uint32_t mask() const { return mask_; }

private:
    std::atomic<std::uint32_t> mask_{0};
    std::atomic<std::uint32_t> ticket_{0};
    std::atomic<std::uint32_t> serial_{0};
};

class Worker {
public:
    // Whoever gets there first starts it; later calls find it started.
    void start() {
        Phase idle = Phase::Idle;
        phase_.compare_exchange_strong(idle, Phase::Running);
    }
    bool drain() {
        Phase running = Phase::Running;
        return phase_.compare_exchange_strong(running, Phase::Draining);
    }
    void stop() { phase_.store(Phase::Stopped); }
    bool busy() const { return phase_ == Phase::Running; }

private:
    std::atomic<Phase> phase_{Phase::Idle};
};

} // namespace ingest

int main() {
    ingest::Gauges gauges;
    ingest::Faults faults;
    std::array<ingest::Worker, 4> workers;
    {
        std::vector<std::jthread> pool;
        for (unsigned w = 0; w < workers.size(); ++w)
            pool.emplace_back([&, w](std::stop_token st) {
                workers[w].start();
                for (std::uint32_t i = 0; workers[w].busy() && !st.stop_requested(); ++i) {
                    const auto t = faults.next_ticket(), s = faults.next_serial();
                    gauges.on_batch((t * 2654435761u + s) % 9000);
                    gauges.on_bytes(512);
                    if (i % 1024 == w) faults.raise(w);
                    if (i % 4096 == w) faults.clear(w);
                }
            });
        std::this_thread::sleep_for(std::chrono::seconds(2));
        for (auto &w : workers)
            if (w.drain()) w.stop();
    }
    std::printf("%u..%u faults %x packed %llx\n", gauges.narrowest(), gauges.widest(), faults.mask(),
                static_cast<unsigned long long>(gauges.packed()));
}
