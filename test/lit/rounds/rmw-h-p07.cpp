// RUN: %tocsin %s
// STD: c++20
// Per-tenant token bucket of an API gateway; called from every request thread.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace gateway {

using Clock = std::chrono::steady_clock;

inline int64_t nowMicros() {
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch())
        .count();
}

class TokenBucket {
public:
    TokenBucket(int64_t ratePerSec, int64_t burst)
        : rate_(ratePerSec), burst_(burst), tokens_(burst), stamp_(nowMicros()) {}

    bool take(int64_t cost) {
        refill();
        int64_t have = tokens_.load(std::memory_order_acquire);
        if (have < cost) {
            rejected_.fetch_add(1, std::memory_order_relaxed);
            return false;
        }
        tokens_.store(have - cost, std::memory_order_release); // EXPECT: split-atomic
        return true;
    }

    bool takeBurst(int64_t cost) {
        int64_t have = tokens_.load();
        do {
            if (have < cost)
                return false;
        } while (!tokens_.compare_exchange_weak(have, have - cost));
        return true;
    }

    int64_t rejected() const { return rejected_.load(std::memory_order_relaxed); }

private:
    void refill() {
        const int64_t now = nowMicros();
        int64_t last = stamp_.load(std::memory_order_relaxed);
        const int64_t earned = (now - last) * rate_ / 1000000;
        if (earned <= 0)
            return;
        if (!stamp_.compare_exchange_strong(last, now))
            return;
        int64_t have = tokens_.load();
        while (!tokens_.compare_exchange_weak(have, std::min(burst_, have + earned))) {
        }
    }

    const int64_t rate_;
    const int64_t burst_;
    std::atomic<int64_t> tokens_;
    std::atomic<int64_t> stamp_;
    std::atomic<int64_t> rejected_{0};
};

class Limiter {
public:
    bool admit(const std::string &tenant, int64_t cost) { return bucket(tenant)->take(cost); }

private:
    std::shared_ptr<TokenBucket> bucket(const std::string &tenant) {
        {
            std::shared_lock lk(mu_);
            auto it = buckets_.find(tenant);
            if (it != buckets_.end())
                return it->second;
        }
        std::unique_lock lk(mu_);
        auto &slot = buckets_[tenant];
        if (!slot)
            slot = std::make_shared<TokenBucket>(1000, 5000);
        return slot;
    }

    std::shared_mutex mu_;
    std::unordered_map<std::string, std::shared_ptr<TokenBucket>> buckets_;
};

} // namespace gateway
