// RUN: %tocsin %s
// STD: c++20
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <queue>
#include <string>
#include <vector>

namespace rudp {

using Clock = std::chrono::steady_clock;

struct Packet {
    uint32_t seq = 0;
    std::string payload;
    Clock::time_point sentAt;
    int tries = 0;
};

struct SendStats {
    uint64_t acked = 0;
    uint64_t resent = 0;
    uint64_t slow = 0;
};

// Order client side of the gateway link: cumulative acks, fixed RTO.
class SendWindow {
public:
    using Sink = std::function<void(const Packet&)>;

    SendWindow(Clock::duration rto, Sink sink) : rto_(rto), sink_(std::move(sink)) {}

    uint32_t send(std::string payload) {
        std::lock_guard lk(mu_);
        Packet p{next_++, std::move(payload), Clock::now(), 1};
        sink_(p);
        window_.push_back(std::move(p));
        return next_ - 1;
    }

    void onAck(uint32_t cumulative) {
        std::lock_guard lk(mu_);
        while (!window_.empty() && window_.front().seq <= cumulative) {
            if (Clock::now() - window_.front().sentAt > 4 * rto_) ++stats_.slow;
            window_.pop_front();
            ++stats_.acked;
        }
    }

    void onTick() {
        std::lock_guard lk(mu_);
        const auto now = Clock::now();
        for (Packet& p : window_) {
            if (now - p.sentAt < rto_) continue;
            p.sentAt = now;
            ++p.tries;
            ++stats_.resent;
            sink_(p);
        }
        while (!timers_.empty() && timers_.top().due <= now) {
            auto fn = timers_.top().fn;
            timers_.pop();
            fn();
        }
    }

    void after(Clock::duration d, std::function<void()> fn) {
        std::lock_guard lk(mu_);
        timers_.push({Clock::now() + d, std::move(fn)});
    }

private:
    struct Timer {
        Clock::time_point due;
        std::function<void()> fn;
        bool operator<(const Timer& o) const { return due > o.due; }
    };

    std::mutex mu_;
    Clock::duration rto_;
    Sink sink_;
    uint32_t next_ = 1;
    std::deque<Packet> window_;
    std::priority_queue<Timer> timers_;
    SendStats stats_;
};

}  // namespace rudp
