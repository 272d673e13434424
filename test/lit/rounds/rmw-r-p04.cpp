// RUN: %tocsin %s
// STD: c++20
// Telemetry hub: lock-free readers, writers serialised per family.
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace telemetry {

struct Sample {
    std::uint64_t when;
    std::int64_t value;
};

// Last sample of a gauge. Readers retry while the sequence is odd or has moved.
class Gauge {
public:
    void publish(const Sample& s) {
        std::lock_guard<std::mutex> w(writers_);
        const std::uint32_t seq = seq_.load(std::memory_order_relaxed);
        seq_.store(seq + 1, std::memory_order_relaxed);
        std::atomic_thread_fence(std::memory_order_release);
        when_.store(s.when, std::memory_order_relaxed);
        value_.store(s.value, std::memory_order_relaxed);
        raisePeak(s.value);
        seq_.store(seq + 2, std::memory_order_release);
    }

    Sample read() const {
        for (;;) {
            const std::uint32_t before = seq_.load(std::memory_order_acquire);
            if (before & 1u)
                continue;
            Sample s{when_.load(std::memory_order_relaxed),
                     value_.load(std::memory_order_relaxed)};
            std::atomic_thread_fence(std::memory_order_acquire);
            if (seq_.load(std::memory_order_relaxed) == before)
                return s;
        }
    }

    std::int64_t peak() const { return peak_.load(std::memory_order_relaxed); }

    void resetPeak() {
        std::lock_guard<std::mutex> w(writers_);
        peak_.store(value_.load(std::memory_order_relaxed), std::memory_order_relaxed);
    }

private:
    // Called with writers_ held.
    void raisePeak(std::int64_t v) {
        if (v > peak_.load(std::memory_order_relaxed))
            peak_.store(v, std::memory_order_relaxed);
    }

    std::mutex writers_;
    std::atomic<std::uint32_t> seq_{0};
    std::atomic<std::uint64_t> when_{0};
    std::atomic<std::int64_t> value_{0};
    std::atomic<std::int64_t> peak_{0};
};

// One cell per worker; the owner alone writes it, anybody may sum.
class ShardedCounter {
public:
    static constexpr std::size_t kCells = 8;

    class Handle {
    public:
        explicit Handle(std::atomic<std::uint64_t>& cell) : cell_(&cell) {}
        void add(std::uint64_t n) {
            cell_->store(cell_->load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
        }

    private:
        std::atomic<std::uint64_t>* cell_;
    };

    // Hands every cell out at most once.
    Handle claim() {
        const std::size_t i = next_.fetch_add(1, std::memory_order_relaxed);
        if (i >= kCells)
            std::terminate();
        return Handle(cells_[i].n);
    }

    std::uint64_t sum() const {
        std::uint64_t total = 0;
        for (const auto& c : cells_)
            total += c.n.load(std::memory_order_relaxed);
        return total;
    }

private:
    struct alignas(64) Cell {
        std::atomic<std::uint64_t> n{0};
    };
    std::array<Cell, kCells> cells_;
    std::atomic<std::size_t> next_{0};
};

struct Hub {
    Gauge queueDepth;
    ShardedCounter packets;
    std::atomic<bool> stop{false};
};

void workerLoop(Hub& hub) {
    ShardedCounter::Handle mine = hub.packets.claim();
    for (std::uint64_t t = 0; t < 50000; ++t) {
        mine.add(1 + t % 3);
        if (t % 64 == 0)
            hub.queueDepth.publish({t, static_cast<std::int64_t>(t % 512)});
    }
}

void scrapeLoop(Hub& hub, std::vector<Sample>& out) {
    while (!hub.stop.load(std::memory_order_acquire)) {
        out.push_back(hub.queueDepth.read());
        if (out.size() >= 1024) {
            out.clear();
            hub.queueDepth.resetPeak();
        }
        std::this_thread::yield();
    }
}

} // namespace telemetry

int main() {
    telemetry::Hub hub;
    std::vector<telemetry::Sample> scraped;
    std::thread scraper(telemetry::scrapeLoop, std::ref(hub), std::ref(scraped));
    {
        std::vector<std::jthread> workers;
        for (int i = 0; i < 4; ++i)
            workers.emplace_back([&hub] { telemetry::workerLoop(hub); });
    }
    hub.stop.store(true, std::memory_order_release);
    scraper.join();
    return hub.packets.sum() > 0 ? 0 : 1;
}
