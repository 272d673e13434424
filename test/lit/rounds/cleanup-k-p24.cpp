// RUN: %tocsin %s
// STD: c++20
// Resolver front end: answer cache and per-client rate windows.
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace resolver {

using Clock = std::chrono::steady_clock;

struct Answer {
    std::string address;
    Clock::time_point expires;
};

class AnswerCache {
public:
    void put(const std::string& name, std::string address, std::chrono::seconds ttl) {
        std::lock_guard lk(mu_);
        answers_[name] = Answer{std::move(address), Clock::now() + ttl};
    }

    std::optional<std::string> get(const std::string& name) {
        std::lock_guard lk(mu_);
        auto it = answers_.find(name);
        if (it == answers_.end())
            return std::nullopt;
        if (it->second.expires <= Clock::now()) {
            answers_.erase(it);
            return std::nullopt;
        }
        return it->second.address;
    }

    std::size_t sweep() {
        std::lock_guard lk(mu_);
        const auto now = Clock::now();
        return std::erase_if(answers_, [now](const auto& kv) { return kv.second.expires <= now; });
    }

private:
    std::mutex mu_;
    std::unordered_map<std::string, Answer> answers_;
};

class RateWindows {
public:
    bool admit(uint32_t client, unsigned limit) {
        std::lock_guard lk(mu_);
        const auto now = Clock::now();
        auto& w = windows_[client];
        if (now - w.started > std::chrono::seconds(1))
            w = Window{now, 0};
        return ++w.hits <= limit;
    }

    void prune() {
        std::lock_guard lk(mu_);
        const auto cutoff = Clock::now() - std::chrono::minutes(1);
        for (auto it = windows_.begin(); it != windows_.end();)
            it = it->second.started < cutoff ? windows_.erase(it) : std::next(it);
    }

private:
    struct Window {
        Clock::time_point started{};
        unsigned hits = 0;
    };
    std::mutex mu_;
    std::unordered_map<uint32_t, Window> windows_;
};

} // namespace resolver

int main() {
    resolver::AnswerCache cache;
    cache.put("db.internal", "10.0.0.7", std::chrono::seconds(30));
    resolver::RateWindows rw;
    return cache.get("db.internal") && rw.admit(1, 10) ? 0 : 1;
}
