// RUN: %tocsin %s
// STD: c++20
#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace pricing {

struct Quote {
    double bid = 0;
    double ask = 0;
    int venue = 0;
};

// Short lived quote cache; misses go to the upstream feed handler.
class QuoteCache {
public:
    using Clock = std::chrono::steady_clock;
    using Loader = std::function<std::optional<Quote>(const std::string&)>;

    QuoteCache(Clock::duration ttl, Loader loader) : ttl_(ttl), loader_(std::move(loader)) {}

    std::optional<Quote> get(const std::string& symbol) {
        {
            std::scoped_lock lk(mu_);
            if (auto it = map_.find(symbol); it != map_.end()) {
                if (Clock::now() - it->second.loaded < ttl_) {
                    ++hits_;
                    return it->second.quote;
                }
                map_.erase(it);
            }
            ++misses_;
        }
        auto q = loader_(symbol);
        if (q) {
            std::scoped_lock lk(mu_);
            map_.insert_or_assign(symbol, Slot{*q, Clock::now()}); // EXPECT-NOISE: check-then-act
        }
        return q;
    }

    size_t sweep() {
        std::scoped_lock lk(mu_);
        const auto now = Clock::now();
        size_t n = 0;
        for (auto it = map_.begin(); it != map_.end();) {
            if (now - it->second.loaded >= ttl_) {
                it = map_.erase(it);
                ++n;
            } else {
                ++it;
            }
        }
        return n;
    }

    double hitRate() const {
        std::scoped_lock lk(mu_);
        auto total = hits_ + misses_;
        return total ? double(hits_) / double(total) : 0.0;
    }

private:
    struct Slot {
        Quote quote;
        Clock::time_point loaded;
    };

    mutable std::mutex mu_;
    std::unordered_map<std::string, Slot> map_;
    Clock::duration ttl_;
    Loader loader_;
    size_t hits_ = 0, misses_ = 0;
};

}  // namespace pricing
