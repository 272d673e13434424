// RUN: %tocsin %s
// STD: c++14
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <atomic>

namespace lobby {

struct Session {
    std::uint32_t id = 0;
    std::string player;
    std::chrono::system_clock::time_point lastActivity;
    std::string outbox;
    std::mutex outboxLock;
};

class SessionHub {
public:
    explicit SessionHub(std::chrono::seconds idleLimit) : idleLimit_(idleLimit), stop_(false) {
        reaper_ = std::thread(&SessionHub::reaperMain, this);
    }
    ~SessionHub() {
        stop_ = true;
        reaper_.join();
        for (auto& kv : sessions_) delete kv.second;
    }

    std::uint32_t open(const std::string& player) {
        auto* s = new Session;
        s->player = player;
        std::lock_guard<std::mutex> g(lock_);
        s->id = ++nextId_;
        s->lastActivity = std::chrono::system_clock::now();
        sessions_.emplace(s->id, s);
        return s->id;
    }

    Session* lookup(std::uint32_t id) {
        std::lock_guard<std::mutex> g(lock_);
        auto it = sessions_.find(id);
        if (it == sessions_.end()) return nullptr;
        it->second->lastActivity = std::chrono::system_clock::now();
        return it->second;
    }

    bool post(std::uint32_t id, const std::string& frame) {
        Session* s = lookup(id);
        if (!s) return false;
        std::lock_guard<std::mutex> g(s->outboxLock);
        s->outbox += frame;
        return true;
    }

    std::size_t size() {
        std::lock_guard<std::mutex> g(lock_);
        return sessions_.size();
    }

private:
    void reaperMain() {
        while (!stop_) {
            std::this_thread::sleep_for(std::chrono::seconds(1));
            reapOnce();
        }
    }

    void reapOnce() {
        std::lock_guard<std::mutex> g(lock_);
        const auto now = std::chrono::system_clock::now();
        for (auto it = sessions_.begin(); it != sessions_.end();) {
            Session* s = it->second;
            if (now - s->lastActivity > idleLimit_) { // EXPECT: wall-clock-interval
                it = sessions_.erase(it);
                delete s; // EXPECT: timestamp-cleanup
            } else {
                ++it;
            }
        }
    }

    const std::chrono::seconds idleLimit_;
    std::atomic<bool> stop_;
    std::mutex lock_;
    std::uint32_t nextId_ = 0;
    std::unordered_map<std::uint32_t, Session*> sessions_;
    std::thread reaper_;
};

}  // namespace lobby
