// RUN: %tocsin %s
// STD: c++20
// Ingest path of the time series store: one producer per shard, sampled by readers.
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace tsdb {

struct Sample {
    uint64_t series;
    int64_t ts;
    double value;
};

class SampleRing {
public:
    bool push(const Sample &s) {
        const size_t tail = tail_.load(std::memory_order_relaxed);
        const size_t next = (tail + 1) % slots_.size();
        if (next == head_.load(std::memory_order_acquire))
            return false;
        slots_[tail] = s;
        tail_.store(next, std::memory_order_release);
        return true;
    }

    std::optional<Sample> pop() {
        const size_t head = head_.load(std::memory_order_relaxed);
        if (head == tail_.load(std::memory_order_acquire))
            return std::nullopt;
        Sample s = slots_[head];
        head_.store((head + 1) % slots_.size(), std::memory_order_release);
        return s;
    }

private:
    std::array<Sample, 4096> slots_{};
    alignas(64) std::atomic<size_t> head_{0};
    alignas(64) std::atomic<size_t> tail_{0};
};

class Shard {
public:
    explicit Shard(int port) : port_(port) {}

    void start() {
        reader_ = std::jthread([this](std::stop_token st) { readLoop(st); });
        writer_ = std::jthread([this](std::stop_token st) { flushLoop(st); });
    }

    struct Watermark {
        int64_t min_ts;
        int64_t max_ts;
    };

    Watermark watermark() const {
        Watermark w;
        uint32_t s1, s2;
        do {
            s1 = seq_.load(std::memory_order_acquire);
            w.min_ts = min_ts_.load(std::memory_order_relaxed);
            w.max_ts = max_ts_.load(std::memory_order_relaxed);
            std::atomic_thread_fence(std::memory_order_acquire);
            s2 = seq_.load(std::memory_order_relaxed);
        } while (s1 != s2 || (s1 & 1));
        return w;
    }

    uint64_t received() const { return received_.load(std::memory_order_relaxed); }

    // Called by the admin endpoint when blocks below `ts` were dropped.
    void truncate(int64_t ts) {
        std::lock_guard<std::mutex> g(meta_mu_);
        setBounds(ts, max_ts_.load(std::memory_order_relaxed));
    }

private:
    void setBounds(int64_t lo, int64_t hi) {
        const uint32_t s = seq_.load(std::memory_order_relaxed);
        seq_.store(s + 1, std::memory_order_relaxed);
        std::atomic_thread_fence(std::memory_order_release);
        min_ts_.store(lo, std::memory_order_relaxed);
        max_ts_.store(hi, std::memory_order_relaxed);
        seq_.store(s + 2, std::memory_order_release);
    }

    void readLoop(std::stop_token st) {
        Sample s{};
        while (!st.stop_requested() && receive(s)) {
            received_.store(received_.load(std::memory_order_relaxed) + 1,
                            std::memory_order_relaxed);
            while (!ring_.push(s) && !st.stop_requested())
                std::this_thread::yield();
        }
    }

    void flushLoop(std::stop_token st) {
        std::vector<Sample> block;
        while (!st.stop_requested()) {
            while (auto s = ring_.pop())
                block.push_back(*s);
            if (!block.empty()) {
                std::lock_guard<std::mutex> g(meta_mu_);
                int64_t hi = max_ts_.load(std::memory_order_relaxed);
                for (const auto &s : block)
                    hi = s.ts > hi ? s.ts : hi;
                setBounds(min_ts_.load(std::memory_order_relaxed), hi);
            }
            block.clear();
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }

    bool receive(Sample &s) {
        s.ts = std::chrono::steady_clock::now().time_since_epoch().count();
        s.series = static_cast<uint64_t>(port_);
        return port_ > 0;
    }

    const int port_;
    SampleRing ring_;
    std::mutex meta_mu_;
    std::atomic<uint32_t> seq_{0};
    std::atomic<int64_t> min_ts_{0};
    std::atomic<int64_t> max_ts_{0};
    std::atomic<uint64_t> received_{0};
    std::jthread writer_;
    std::jthread reader_;
};

} // namespace tsdb

int main() {
    tsdb::Shard shard(9009);
    shard.start();
    std::this_thread::sleep_for(std::chrono::seconds(1));
    shard.truncate(0);
    return shard.watermark().max_ts >= 0 && shard.received() ? 0 : 1;
}
