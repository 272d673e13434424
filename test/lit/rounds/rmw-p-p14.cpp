// RUN: %tocsin %s
// STD: c++20
// Host telemetry agent: probes feed meters, one shipper thread drains the queue.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace telemetry {

// High 32 bits: window number, low 32 bits: events in it.
class RateMeter {
public:
    void add(uint32_t window, uint32_t n) {
        uint64_t seen = state_.load(std::memory_order_relaxed);
        const uint32_t base = (seen >> 32) == window ? static_cast<uint32_t>(seen) : 0;
        const uint64_t next = (static_cast<uint64_t>(window) << 32) | (base + n);
        while (!state_.compare_exchange_weak(seen, next, std::memory_order_relaxed)) // EXPECT: unchecked-version
            std::this_thread::yield();
    }

    // Returns the finished window and starts a new one.
    uint32_t roll(uint32_t window) {
        uint64_t seen = state_.load(std::memory_order_relaxed);
        uint64_t next;
        do {
            if ((seen >> 32) >= window)
                return 0;
            next = static_cast<uint64_t>(window) << 32;
        } while (!state_.compare_exchange_weak(seen, next, std::memory_order_relaxed));
        return static_cast<uint32_t>(seen);
    }

private:
    std::atomic<uint64_t> state_{0};
};

struct Gauges {
    int openFiles = 0;
    int sockets = 0;
};

class Agent {
public:
    using Sink = std::function<bool(const std::string &)>;

    Agent(Sink sink, size_t limit) : sink_(std::move(sink)), limit_(limit) {
        dropped_ = 0;
        shipper_ = std::thread([this] { ship(); });
    }

    ~Agent() {
        size_t rest;
        {
            std::lock_guard<std::mutex> g(m_);
            rest = queue_.size();
            queue_.clear();
        }
        dropped_ += rest; // EXPECT: lost-update
        {
            std::lock_guard<std::mutex> g(m_);
            stop_ = true;
        }
        cv_.notify_one();
        shipper_.join();
        total_ = dropped_ + shipped_;
    }

    bool publish(std::string line) {
        {
            std::lock_guard<std::mutex> g(m_);
            if (queue_.size() >= limit_) {
                ++dropped_;
                return false;
            }
            queue_.push_back(std::move(line));
        }
        cv_.notify_one();
        return true;
    }

    void fileOpened() { std::atomic_ref<int>(gauges_.openFiles).fetch_add(1, std::memory_order_relaxed); }
    void fileClosed() { std::atomic_ref<int>(gauges_.openFiles).fetch_sub(1, std::memory_order_relaxed); }
    void socketOpened() { std::atomic_ref<int>(gauges_.sockets).fetch_add(1, std::memory_order_relaxed); }
    void socketClosed(bool reset) {
        if (reset)
            resets_.fetch_add(1, std::memory_order_relaxed);
        gauges_.sockets--; // EXPECT: lost-update
    }

    RateMeter &events() { return events_; }

private:
    void ship() {
        std::unique_lock<std::mutex> lk(m_);
        while (!stop_) {
            if (queue_.empty()) {
                cv_.wait(lk);
                continue;
            }
            std::string line = std::move(queue_.front());
            queue_.pop_front();
            lk.unlock();
            const bool sent = sink_(line);
            lk.lock();
            if (sent)
                ++shipped_;
            else
                ++dropped_;
        }
    }

    Sink sink_;
    const size_t limit_;
    std::mutex m_;
    std::condition_variable cv_;
    std::deque<std::string> queue_;
    bool stop_ = false;
    size_t dropped_ = 0;
    size_t shipped_ = 0;
    size_t total_ = 0;
    std::atomic<unsigned> resets_{0};
    Gauges gauges_;
    RateMeter events_;
    std::thread shipper_;
};

} // namespace telemetry

void runProbes(telemetry::Agent &agent, int n, bool (*probe)(int, std::string &)) {
    for (int i = 0; i < n; ++i)
        std::thread([&agent, i, probe] {
            std::string out;
            agent.socketOpened();
            for (uint32_t tick = 0; probe(i, out); ++tick) {
                agent.events().add(tick / 60, 1);
                agent.publish(out);
            }
            agent.socketClosed(out.empty());
        }).detach();
}
