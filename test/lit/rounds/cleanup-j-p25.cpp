// RUN: %tocsin %s
// STD: c++20
// In-process DNS answer cache of the crawler.
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace crawler {

using Clock = std::chrono::steady_clock;

struct Answer {
    std::vector<std::uint32_t> addrs;
    Clock::time_point expires;
    unsigned hits = 0;
};

class DnsCache {
public:
    explicit DnsCache(std::size_t cap) : cap_(cap) {}

    void store(const std::string& host, std::vector<std::uint32_t> addrs,
               std::chrono::seconds ttl) {
        std::lock_guard<std::mutex> g(mu_);
        if (map_.size() >= cap_)
            purgeLocked(Clock::now());
        map_[host] = Answer{std::move(addrs), Clock::now() + ttl, 0};
    }

    std::optional<std::vector<std::uint32_t>> lookup(const std::string& host) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = map_.find(host);
        if (it == map_.end())
            return std::nullopt;
        if (it->second.expires <= Clock::now()) {
            map_.erase(it);
            return std::nullopt;
        }
        ++it->second.hits;
        return it->second.addrs;
    }

    std::size_t purge() {
        std::lock_guard<std::mutex> g(mu_);
        return purgeLocked(Clock::now());
    }

private:
    std::size_t purgeLocked(Clock::time_point now) {
        return std::erase_if(map_, [now](const auto& kv) {
            return kv.second.expires <= now;
        });
    }

    const std::size_t cap_;
    std::mutex mu_;
    std::unordered_map<std::string, Answer> map_;
};

}  // namespace crawler
