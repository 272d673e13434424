// RUN: %tocsin %s
// STD: c++20
// Lease manager of a lock service: renewals, waiters and an expiry thread.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace lease {

using Clock = std::chrono::steady_clock;

struct Lease {
    uint64_t token = 0;
    Clock::time_point until;
    unsigned renewals = 0;
};

class Backend {
public:
    virtual ~Backend() = default;
    virtual bool persist(const std::string &name, uint64_t token) = 0;
};

class Manager {
public:
    explicit Manager(Backend &b) : backend_(b) {}

    ~Manager() {
        if (!stopped_.exchange(true)) {
            std::lock_guard<std::mutex> g(mu_);
            closing_ = true;
            changed_.notify_all();
        }
        if (expiry_.joinable())
            expiry_.join();
        if (expired_ > 0)
            lastExpired_ = expired_;
    }

    std::optional<uint64_t> acquire(const std::string &name, Clock::duration ttl) {
        std::call_once(started_, [this] { expiry_ = std::thread([this] { expireLoop(); }); });
        std::unique_lock<std::mutex> lk(mu_);
        for (;;) {
            while (!closing_ && table_.count(name))
                changed_.wait(lk);
            if (closing_)
                return std::nullopt;
            const uint64_t token = ++lastToken_;
            lk.unlock();
            bool stored = backend_.persist(name, token);
            lk.lock();
            if (!stored) {
                failures_++;
                return std::nullopt;
            }
            // another acquirer may have come first while the backend was writing
            auto [it, fresh] = table_.try_emplace(name);
            if (!fresh)
                continue;
            it->second.token = token;
            it->second.until = Clock::now() + ttl;
            noteDepth(table_.size());
            changed_.notify_all();
            return token;
        }
    }

    bool renew(const std::string &name, uint64_t token, Clock::duration ttl) {
        std::unique_lock<std::mutex> lk(mu_);
        auto it = table_.find(name);
        if (it == table_.end() || it->second.token != token)
            return false;
        lk.unlock();
        bool stored = backend_.persist(name, token);
        lk.lock();
        it = table_.find(name);
        if (!stored || it == table_.end() || it->second.token != token)
            return false;
        it->second.until = Clock::now() + ttl;
        it->second.renewals++;
        return true;
    }

    bool release(const std::string &name, uint64_t token) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = table_.find(name);
        if (it == table_.end() || it->second.token != token)
            return false;
        table_.erase(it);
        changed_.notify_all();
        return true;
    }

    size_t deepest() const { return deepest_.load(std::memory_order_relaxed); }

private:
    void noteDepth(size_t now) {
        size_t seen = deepest_.load(std::memory_order_relaxed);
        while (seen < now && !deepest_.compare_exchange_weak(seen, now))
            ;
    }

    void expireLoop() {
        std::unique_lock<std::mutex> lk(mu_);
        while (!closing_) {
            changed_.wait_for(lk, std::chrono::milliseconds(200));
            const auto now = Clock::now();
            for (auto it = table_.begin(); it != table_.end();) {
                if (it->second.until < now) {
                    it = table_.erase(it);
                    expired_++;
                    changed_.notify_all();
                } else {
                    ++it;
                }
            }
        }
    }

    Backend &backend_;
    std::mutex mu_;
    std::condition_variable changed_;
    std::map<std::string, Lease> table_;
    uint64_t lastToken_ = 0, failures_ = 0, expired_ = 0, lastExpired_ = 0;
    bool closing_ = false;
    std::atomic<bool> stopped_{false};
    std::atomic<size_t> deepest_{0};
    std::once_flag started_;
    std::thread expiry_;
};

} // namespace lease
