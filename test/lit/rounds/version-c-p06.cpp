// RUN: %tocsin %s
// STD: c++20
// Per-stream counters of the media relay.  Updated from every packet thread.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <thread>
#include <vector>

namespace relay {

enum class StreamState : int { Idle, Starting, Live, Draining, Closed };

class StreamStats {
public:
    void onPacket(uint32_t bytes) {
        bytes_.fetch_add(bytes, std::memory_order_relaxed);
        packets_.fetch_add(1, std::memory_order_relaxed);
    }

    void noteBitrate(uint32_t kbps) {
        uint32_t seen = peakKbps_.load(std::memory_order_relaxed);
        if (kbps > seen)
            peakKbps_.compare_exchange_strong(seen, kbps, std::memory_order_relaxed); // EXPECT: ignored-conflict
    }

    void noteJitter(uint32_t us) {
        uint32_t seen = maxJitter_.load(std::memory_order_relaxed);
        while (us > seen && !maxJitter_.compare_exchange_weak(seen, us)) {
        }
    }

    // Billed seconds, limited to what the tariff of the stream allows.
    void addWatchTime(uint64_t seconds) {
        uint64_t old = billedSeconds_.load();
        uint64_t total = old + seconds;
        if (total > kMaxBilled) total = kMaxBilled;
        billedSeconds_.compare_exchange_strong(old, total); // EXPECT: ignored-conflict
    }

    uint64_t bytes() const { return bytes_.load(std::memory_order_relaxed); }

private:
    std::atomic<uint64_t> bytes_{0};
    std::atomic<uint64_t> packets_{0};
    std::atomic<uint32_t> peakKbps_{0};
    std::atomic<uint32_t> maxJitter_{0};
    static constexpr uint64_t kMaxBilled = 30 * 86400;
    std::atomic<uint64_t> billedSeconds_{0};
};

class TrackMask {
public:
    void subscribe(unsigned track) {
        uint64_t cur = mask_.load(std::memory_order_acquire);
        const uint64_t next = cur | (uint64_t{1} << track);
        while (!mask_.compare_exchange_weak(cur, next, std::memory_order_acq_rel)) { // EXPECT: unchecked-version
            std::this_thread::yield();
        }
    }

    void unsubscribe(unsigned track) {
        uint64_t cur = mask_.load(std::memory_order_acquire);
        uint64_t next;
        do {
            next = cur & ~(uint64_t{1} << track);
        } while (!mask_.compare_exchange_weak(cur, next, std::memory_order_acq_rel));
    }

    void replaceAll(uint64_t wanted) {
        uint64_t cur = mask_.load();
        while (!mask_.compare_exchange_weak(cur, wanted)) {
        }
    }

private:
    std::atomic<uint64_t> mask_{0};
};

class Stream {
public:
    void begin() {
        StreamState from = StreamState::Idle;
        state_.compare_exchange_strong(from, StreamState::Starting);
    }

    bool goLive() {
        StreamState from = StreamState::Starting;
        return state_.compare_exchange_strong(from, StreamState::Live);
    }

    void drain() {
        StreamState from = StreamState::Live;
        state_.compare_exchange_strong(from, StreamState::Draining);
    }

    StreamStats stats;
    TrackMask tracks;

private:
    std::atomic<StreamState> state_{StreamState::Idle};
};

void pump(Stream& s, const std::vector<uint32_t>& sizes) {
    s.begin();
    for (uint32_t n : sizes) {
        s.stats.onPacket(n);
        s.stats.noteBitrate(n / 8);
        s.stats.addWatchTime(1);
    }
}

void runRelay(Stream& s, const std::vector<uint32_t>& sizes, int workers) {
    std::vector<std::thread> pool;
    for (int i = 0; i < workers; ++i)
        pool.emplace_back([&] { pump(s, sizes); });
    for (auto& t : pool) t.join();
}

}  // namespace relay
