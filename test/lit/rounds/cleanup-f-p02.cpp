// RUN: %tocsin %s
// STD: c++20
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>
#include <unordered_map>
#include <vector>

namespace lobby {

using Clock = std::chrono::steady_clock;

class PlayerSession {
public:
    PlayerSession(uint64_t id, int fd) : id_(id), fd_(fd) { touch(); }
    ~PlayerSession() {
        if (fd_ >= 0) ::close(fd_);
    }
    void touch() { lastSeen_.store(Clock::now().time_since_epoch().count()); }
    Clock::time_point lastSeen() const {
        return Clock::time_point(Clock::duration(lastSeen_.load()));
    }
    bool send(const std::string& msg) {
        return ::write(fd_, msg.data(), msg.size()) == static_cast<ssize_t>(msg.size());
    }
    uint64_t id() const { return id_; }

private:
    uint64_t id_;
    int fd_;
    std::atomic<Clock::rep> lastSeen_{0};
};

class SessionRegistry {
public:
    explicit SessionRegistry(std::chrono::seconds idle) : idle_(idle) {}
    ~SessionRegistry() {
        stop();
        for (auto& kv : sessions_) delete kv.second;
    }

    PlayerSession* open(uint64_t id, int fd) {
        auto* s = new PlayerSession(id, fd);
        std::lock_guard<std::mutex> lk(mu_);
        sessions_[id] = s;
        return s;
    }

    PlayerSession* find(uint64_t id) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = sessions_.find(id);
        return it == sessions_.end() ? nullptr : it->second;
    }

    void start() {
        running_ = true;
        worker_ = std::thread([this] {
            while (running_) {
                std::this_thread::sleep_for(std::chrono::seconds(5));
                reapIdle();
            }
        });
    }
    void stop() {
        running_ = false;
        if (worker_.joinable()) worker_.join();
    }

    size_t reapIdle() {
        size_t n = 0;
        std::lock_guard<std::mutex> lk(mu_);
        const auto now = Clock::now();
        for (auto it = sessions_.begin(); it != sessions_.end();) {
            PlayerSession* s = it->second;
            if (now - s->lastSeen() < idle_) {
                ++it;
                continue;
            }
            std::printf("session %llu idle, dropping\n", (unsigned long long)s->id());
            it = sessions_.erase(it);
            delete s; // EXPECT: timestamp-cleanup
            ++n;
        }
        return n;
    }

private:
    std::mutex mu_;
    std::unordered_map<uint64_t, PlayerSession*> sessions_;
    std::chrono::seconds idle_;
    std::atomic<bool> running_{false};
    std::thread worker_;
};

// Called from the match threads for every world tick.
void broadcast(SessionRegistry& reg, const std::vector<uint64_t>& ids, const std::string& state) {
    for (uint64_t id : ids) {
        if (PlayerSession* s = reg.find(id)) {
            if (s->send(state)) s->touch();
        }
    }
}

}  // namespace lobby
