// RUN: %tocsin %s
// STD: c++20
// Pool of database connections; dialling and closing never happen under the lock.
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace dbpool {

using Clock = std::chrono::steady_clock;

struct Link {
    int fd = -1;
    Clock::time_point idleSince{};
};

class Dialer {
public:
    virtual ~Dialer() = default;
    virtual std::unique_ptr<Link> dial(const std::string& dsn) = 0;
    virtual void hangUp(Link& l) noexcept = 0;
};

class Pool {
public:
    Pool(Dialer& d, std::string dsn, std::size_t cap) : dialer_(d), dsn_(std::move(dsn)), cap_(cap) {
        janitor_ = std::jthread([this](std::stop_token st) { sweepLoop(st); });
    }

    ~Pool() {
        janitor_.request_stop();
        janitor_.join();
    }

    std::unique_ptr<Link> acquire() {
        std::unique_lock lk(mu_);
        for (;;) {
            if (auto l = popIdle(lk))
                return l;
            if (total_ < cap_) {
                lk.unlock();
                auto l = dialer_.dial(dsn_);
                if (!l)
                    throw std::runtime_error("dial " + dsn_);
                lk.lock();
                ++total_; // EXPECT: check-then-act
                return l;
            }
            freed_.wait(lk);
        }
    }

    // Null rather than an exception or a wait; used by the health endpoint.
    std::unique_ptr<Link> tryAcquire() {
        std::unique_lock lk(mu_);
        if (auto l = popIdle(lk))
            return l;
        if (total_ >= cap_)
            return nullptr;
        ++total_;
        lk.unlock();
        auto l = dialer_.dial(dsn_);
        if (!l) {
            lk.lock();
            --total_;
            freed_.notify_one();
        }
        return l;
    }

    void giveBack(std::unique_ptr<Link> l, bool broken) {
        if (broken) {
            dialer_.hangUp(*l);
            l.reset();
        }
        std::lock_guard lk(mu_);
        if (l) {
            l->idleSince = Clock::now();
            idle_.push_back(std::move(l));
        } else {
            --total_;
        }
        freed_.notify_one();
    }

    // The server went away: drop everything that is not in use.
    void reset() {
        std::unique_lock lk(mu_);
        const std::size_t before = total_;
        std::size_t closed = closeOlder(lk, Clock::time_point::max());
        total_ = before - closed; // EXPECT: lost-update
        ++epoch_;
        freed_.notify_all();
    }

private:
    std::unique_ptr<Link> popIdle(std::unique_lock<std::mutex>&) {
        if (idle_.empty())
            return nullptr;
        auto l = std::move(idle_.back());
        idle_.pop_back();
        return l;
    }

    std::size_t closeOlder(std::unique_lock<std::mutex>& lk, Clock::time_point limit) {
        std::vector<std::unique_ptr<Link>> dead;
        for (auto it = idle_.begin(); it != idle_.end();) {
            if ((*it)->idleSince < limit) {
                dead.push_back(std::move(*it));
                it = idle_.erase(it); // EXPECT-NOISE: timestamp-cleanup
            } else {
                ++it;
            }
        }
        lk.unlock();
        for (auto& l : dead)
            dialer_.hangUp(*l);
        lk.lock();
        return dead.size();
    }

    void sweepLoop(std::stop_token st) {
        while (!st.stop_requested()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(250));
            std::unique_lock lk(mu_);
            std::size_t closed = closeOlder(lk, Clock::now() - std::chrono::seconds(30));
            total_ -= closed;
            if (closed)
                freed_.notify_all();
        }
    }

    Dialer& dialer_;
    const std::string dsn_;
    const std::size_t cap_;
    std::mutex mu_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<Link>> idle_;
    std::size_t total_ = 0;
    unsigned epoch_ = 0;
    std::jthread janitor_;
};

} // namespace dbpool
