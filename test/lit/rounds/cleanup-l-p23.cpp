// RUN: %tocsin %s
// STD: c++20
// stub resolver: answer cache and per-client query budget
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace stub {

using Steady = std::chrono::steady_clock;
using Addresses = std::vector<std::uint32_t>;

struct Answer {
    Addresses addrs;
    Steady::time_point expires;
};

class AnswerCache {
public:
    void store(std::string name, Addresses addrs, std::chrono::seconds ttl)
    {
        const auto until = Steady::now() + std::clamp(ttl, std::chrono::seconds(1), std::chrono::seconds(3600));
        std::lock_guard lk(mu_);
        table_.insert_or_assign(std::move(name), Answer{std::move(addrs), until});
    }

    std::optional<Addresses> lookup(const std::string &name)
    {
        std::lock_guard lk(mu_);
        auto it = table_.find(name);
        if (it == table_.end())
            return std::nullopt;
        if (it->second.expires <= Steady::now()) {
            table_.erase(it);
            return std::nullopt;
        }
        return it->second.addrs;
    }

    std::size_t purge()
    {
        std::lock_guard lk(mu_);
        const auto now = Steady::now();
        std::size_t n = 0;
        for (auto it = table_.begin(); it != table_.end();) {
            if (it->second.expires <= now) {
                it = table_.erase(it);
                ++n;
            } else {
                ++it;
            }
        }
        return n;
    }

private:
    std::mutex mu_;
    std::unordered_map<std::string, Answer> table_;
};

class QueryBudget {
public:
    explicit QueryBudget(unsigned perWindow) : perWindow_(perWindow) {}

    bool admit(std::uint32_t client)
    {
        std::lock_guard lk(mu_);
        const auto now = Steady::now();
        auto &w = windows_[client];
        if (now - w.opened > kWindow) {
            w.opened = now;
            w.used = 0;
        }
        return w.used++ < perWindow_;
    }

    void forgetQuiet()
    {
        std::lock_guard lk(mu_);
        const auto now = Steady::now();
        for (auto it = windows_.begin(); it != windows_.end();)
            it = now - it->second.opened > 10 * kWindow ? windows_.erase(it) : std::next(it);
    }

private:
    static constexpr std::chrono::seconds kWindow{1};
    struct Window {
        Steady::time_point opened{};
        unsigned used = 0;
    };
    std::mutex mu_;
    std::unordered_map<std::uint32_t, Window> windows_;
    unsigned perWindow_;
};

class Resolver {
public:
    using Upstream = std::function<std::pair<Addresses, std::chrono::seconds>(const std::string &)>;
    Resolver(Upstream up, unsigned qps) : up_(std::move(up)), budget_(qps) {}

    std::optional<Addresses> resolve(std::uint32_t client, const std::string &name)
    {
        if (auto hit = cache_.lookup(name))
            return hit;
        if (!budget_.admit(client))
            return std::nullopt;
        auto [addrs, ttl] = up_(name);
        cache_.store(name, addrs, ttl);
        return addrs;
    }

private:
    Upstream up_;
    AnswerCache cache_;
    QueryBudget budget_;
};

} // namespace stub
