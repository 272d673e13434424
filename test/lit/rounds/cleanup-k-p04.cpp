// RUN: %tocsin %s
// STD: c++20
// Market-data gateway: subscriber registry with an idle reaper.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <unordered_map>

namespace mdgw {

using Clock = std::chrono::steady_clock;

class Subscriber {
public:
    Subscriber(int fd, std::string user) : fd_(fd), user_(std::move(user)), lastSeen_(Clock::now()) {}
    ~Subscriber() { ::close(fd_); }

    bool send(std::string_view frame) {
        return ::send(fd_, frame.data(), frame.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(frame.size());
    }
    void touch() { lastSeen_.store(Clock::now(), std::memory_order_relaxed); }
    Clock::time_point lastSeen() const { return lastSeen_.load(std::memory_order_relaxed); }

private:
    int fd_;
    std::string user_;
    std::atomic<Clock::time_point> lastSeen_;
};

class Registry {
public:
    Registry() : reaper_([this] { reapLoop(); }) {}
    ~Registry() {
        stop_ = true;
        reaper_.join();
        for (auto& [id, s] : subs_)
            delete s;
    }

    uint64_t add(int fd, std::string user) {
        std::lock_guard lk(mu_);
        const auto id = ++next_;
        subs_.emplace(id, new Subscriber(fd, std::move(user)));
        return id;
    }

    Subscriber* lookup(uint64_t id) {
        std::lock_guard lk(mu_);
        auto it = subs_.find(id);
        return it == subs_.end() ? nullptr : it->second;
    }

private:
    void reapLoop() {
        while (!stop_) {
            std::this_thread::sleep_for(std::chrono::seconds(5));
            reapIdle(std::chrono::minutes(2));
        }
    }

    void reapIdle(std::chrono::seconds limit) {
        const auto cutoff = Clock::now() - limit;
        std::lock_guard lk(mu_);
        for (auto it = subs_.begin(); it != subs_.end();) {
            if (it->second->lastSeen() < cutoff) {
                delete it->second; // EXPECT: timestamp-cleanup
                it = subs_.erase(it);
            } else {
                ++it;
            }
        }
    }

    std::mutex mu_;
    std::unordered_map<uint64_t, Subscriber*> subs_;
    uint64_t next_ = 0;
    std::atomic<bool> stop_{false};
    std::thread reaper_;
};

bool publish(Registry& reg, uint64_t id, std::string_view frame) {
    Subscriber* s = reg.lookup(id);
    if (!s)
        return false;
    return s->send(frame);
}

void onHeartbeat(Registry& reg, uint64_t id) {
    if (Subscriber* s = reg.lookup(id))
        s->touch();
}

} // namespace mdgw
