// RUN: %tocsin %s
// STD: c++20
// Per-client request budget for the public API gateway.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace gateway {

class Budget {
public:
    using clock = std::chrono::system_clock;

    struct Config {
        double perSecond = 20;
        double burst = 60;
        std::chrono::minutes forgetAfter{10};
    };

    explicit Budget(Config cfg) : cfg_(cfg) {}

    bool admit(std::string_view client, double cost)
    {
        std::lock_guard lock(mutex_);
        if (++calls_ % 4096 == 0)
            forgetQuiet();
        auto [it, fresh] = buckets_.try_emplace(std::string(client));
        Bucket& b = it->second;
        if (fresh) {
            b.tokens = cfg_.burst;
        } else {
            b.tokens = std::min(cfg_.burst, b.tokens + earned(b));
        }
        b.lastSeen = clock::now();
        if (b.tokens < cost) {
            ++b.refused;
            return false;
        }
        b.tokens -= cost;
        return true;
    }

    std::size_t clients() const
    {
        std::lock_guard lock(mutex_);
        return buckets_.size();
    }

private:
    struct Bucket {
        double tokens = 0;
        std::uint32_t refused = 0;
        clock::time_point lastSeen{};
    };

    double earned(const Bucket& b) const
    {
        const std::chrono::duration<double> d = clock::now() - b.lastSeen;
        return d.count() * cfg_.perSecond;
    }

    void forgetQuiet()
    {
        const auto now = clock::now();
        for (auto it = buckets_.begin(); it != buckets_.end();) {
            if (now - it->second.lastSeen > cfg_.forgetAfter) // EXPECT: wall-clock-interval
                it = buckets_.erase(it);
            else
                ++it;
        }
    }

    Config cfg_;
    mutable std::mutex mutex_;
    std::map<std::string, Bucket, std::less<>> buckets_;
    std::uint64_t calls_ = 0;
};

class Handler {
public:
    explicit Handler(Budget& budget) : budget_(budget) {}

    int handle(std::string_view peer, std::string_view path)
    {
        const double cost = path.starts_with("/export") ? 10.0 : 1.0;
        if (!budget_.admit(peer, cost))
            return 429;
        return 200;
    }

private:
    Budget& budget_;
};

} // namespace gateway
