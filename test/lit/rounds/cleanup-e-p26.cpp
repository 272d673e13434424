// RUN: %tocsin %s
// STD: c++20
// Resolver front-end: answer cache and per-client query budget.
#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace dnsd {

using Clock = std::chrono::steady_clock;

struct Answer {
    std::vector<std::array<std::uint8_t, 16>> addrs;
    std::uint8_t rcode = 0;
    Clock::time_point expires;
};

class AnswerCache {
public:
    std::optional<Answer> lookup(const std::string &qname) {
        std::lock_guard lk(mu_);
        auto it = cache_.find(qname);
        if (it == cache_.end())
            return std::nullopt;
        if (it->second.expires <= Clock::now()) {
            cache_.erase(it);
            ++misses_;
            return std::nullopt;
        }
        ++hits_;
        return it->second;
    }

    void store(const std::string &qname, Answer a, std::chrono::seconds ttl) {
        a.expires = Clock::now() + ttl;
        std::lock_guard lk(mu_);
        cache_[qname] = std::move(a);
    }

    void sweep() {
        std::lock_guard lk(mu_);
        const auto now = Clock::now();
        std::erase_if(cache_, [now](const auto &kv) { return kv.second.expires <= now; });
    }

    double ratio() const {
        std::lock_guard lk(mu_);
        const auto all = hits_ + misses_;
        return all ? static_cast<double>(hits_) / static_cast<double>(all) : 0.0;
    }

private:
    mutable std::mutex mu_;
    std::unordered_map<std::string, Answer> cache_;
    std::uint64_t hits_ = 0, misses_ = 0;
};

class QueryBudget {
    struct Window {
        Clock::time_point since;
        std::uint32_t used = 0;
    };

public:
    bool admit(std::uint32_t client) {
        std::lock_guard lk(mu_);
        const auto now = Clock::now();
        Window &w = windows_[client];
        if (now - w.since > std::chrono::seconds(1)) {
            w.since = now;
            w.used = 0;
        }
        return ++w.used <= 100;
    }

    void forget() {
        std::lock_guard lk(mu_);
        const auto now = Clock::now();
        for (auto it = windows_.begin(); it != windows_.end();)
            it = now - it->second.since > std::chrono::seconds(60) ? windows_.erase(it)
                                                                    : std::next(it);
    }

private:
    std::mutex mu_;
    std::unordered_map<std::uint32_t, Window> windows_;
};

} // namespace dnsd

int main() {
    dnsd::AnswerCache cache;
    dnsd::QueryBudget budget;
    if (budget.admit(0x0a000001) && !cache.lookup("www.example.org"))
        cache.store("www.example.org", {}, std::chrono::seconds(60));
    cache.sweep();
    budget.forget();
    return cache.ratio() > 1.0;
}
