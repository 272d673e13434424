// RUN: %tocsin %s
// STD: c++20
// Resolver front end: answer cache, query rate limiter and retry queue.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <queue>
#include <string>
#include <unordered_map>
#include <vector>

namespace dnsfe {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;

struct Answer {
    std::string rdata;
    TimePoint expires;
};

class AnswerCache {
public:
    std::optional<std::string> get(const std::string &name) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = map_.find(name);
        if (it == map_.end())
            return std::nullopt;
        if (it->second.expires <= Clock::now()) {
            map_.erase(it);
            ++expired_;
            return std::nullopt;
        }
        return it->second.rdata;
    }

    void put(const std::string &name, std::string rdata, std::chrono::seconds ttl) {
        std::lock_guard<std::mutex> lk(mu_);
        map_[name] = Answer{std::move(rdata), Clock::now() + ttl};
    }

    void sweep() {
        std::lock_guard<std::mutex> lk(mu_);
        const TimePoint now = Clock::now();
        std::erase_if(map_, [now](const auto &kv) { return kv.second.expires <= now; });
    }

private:
    std::mutex mu_;
    std::unordered_map<std::string, Answer> map_;
    std::uint64_t expired_ = 0;
};

class RateLimiter {
public:
    explicit RateLimiter(std::size_t burst) : burst_(burst) {}

    bool admit(const std::string &client) {
        std::lock_guard<std::mutex> lk(mu_);
        auto &window = hits_[client];
        const TimePoint now = Clock::now();
        while (!window.empty() && now - window.front() > std::chrono::seconds(1))
            window.pop();
        if (window.size() >= burst_)
            return false;
        window.push(now);
        return true;
    }

private:
    std::size_t burst_;
    std::mutex mu_;
    std::unordered_map<std::string, std::queue<TimePoint>> hits_;
};

class RetryQueue {
public:
    void schedule(std::chrono::milliseconds in, std::function<void()> fn) {
        std::lock_guard<std::mutex> lk(mu_);
        timers_.emplace(Clock::now() + in, std::move(fn));
    }

    void runDue() {
        std::vector<std::function<void()>> due;
        {
            std::lock_guard<std::mutex> lk(mu_);
            const TimePoint now = Clock::now();
            while (!timers_.empty() && timers_.begin()->first <= now) {
                due.push_back(std::move(timers_.begin()->second));
                timers_.erase(timers_.begin());
            }
        }
        for (auto &fn : due)
            fn();
    }

private:
    std::mutex mu_;
    std::multimap<TimePoint, std::function<void()>> timers_;
};

} // namespace dnsfe

int main() {
    dnsfe::AnswerCache cache;
    dnsfe::RateLimiter limiter(50);
    dnsfe::RetryQueue retries;
    if (limiter.admit("192.0.2.9")) {
        if (!cache.get("example.org."))
            retries.schedule(std::chrono::milliseconds(0),
                             [&] { cache.put("example.org.", "192.0.2.80", std::chrono::seconds(300)); });
    }
    retries.runDue();
    cache.sweep();
}
