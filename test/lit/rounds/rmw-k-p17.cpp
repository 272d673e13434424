// RUN: %tocsin %s
// STD: c++20
// latency_probe.cpp - per-route latency statistics and one-shot alarms
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace probe {

class RouteStats {
public:
    void record(uint32_t us) {
        samples_.fetch_add(1, std::memory_order_relaxed);
        sum_.fetch_add(us, std::memory_order_relaxed);

        uint32_t hi = max_.load(std::memory_order_relaxed);
        while (us > hi && !max_.compare_exchange_weak(hi, us, std::memory_order_relaxed)) {
        }
        uint32_t lo = min_.load(std::memory_order_relaxed);
        while (us < lo) {
            if (min_.compare_exchange_weak(lo, us))
                break;
        }
        updateEwma(us);
    }

    uint32_t ewma() const { return ewma_.load(std::memory_order_relaxed); }
    uint64_t samples() const { return samples_.load(); }

private:
    void updateEwma(uint32_t us) {
        uint32_t cur = ewma_.load();
        uint32_t next;
        do {
            next = cur == 0 ? us : cur - cur / 8 + us / 8;
        } while (!ewma_.compare_exchange_weak(cur, next));
    }

    std::atomic<uint64_t> samples_{0};
    std::atomic<uint64_t> sum_{0};
    std::atomic<uint32_t> max_{0};
    std::atomic<uint32_t> min_{UINT32_MAX};
    std::atomic<uint32_t> ewma_{0};
};

class Alarm {
public:
    explicit Alarm(std::function<void(const std::string&)> sink) : sink_(std::move(sink)) {}

    void raise(const std::string& what) {
        // cheap test first, the flag stays set for minutes
        if (raised_.load(std::memory_order_acquire))
            return;
        if (raised_.exchange(true, std::memory_order_acq_rel))
            return;
        sink_(what);
    }

    void rearm() { raised_.store(false, std::memory_order_release); }

    bool takeTicket() {
        int left = tickets_.load();
        while (left > 0)
            if (tickets_.compare_exchange_strong(left, left - 1))
                return true;
        return false;
    }

private:
    std::function<void(const std::string&)> sink_;
    std::atomic<bool> raised_{false};
    std::atomic<int> tickets_{10};
};

uint32_t ping(const std::string& host);
void page(const std::string& text);

class Prober {
public:
    explicit Prober(std::vector<std::string> hosts) : hosts_(std::move(hosts)), alarm_(page) {}

    void run(unsigned perHost) {
        std::vector<std::jthread> pool;
        for (auto& h : hosts_)
            for (unsigned i = 0; i < perHost; ++i)
                pool.emplace_back([this, &h](std::stop_token st) { loop(st, h); });
    }

private:
    void loop(std::stop_token st, const std::string& host) {
        while (!st.stop_requested()) {
            active_.fetch_add(1);
            stats_.record(ping(host));
            if (stats_.ewma() > 50000 && alarm_.takeTicket())
                alarm_.raise("slow route to " + host);
            if (active_.fetch_sub(1) == 1)
                alarm_.rearm();
        }
    }

    std::vector<std::string> hosts_;
    RouteStats stats_;
    Alarm alarm_;
    std::atomic<int> active_{0};
};

} // namespace probe
