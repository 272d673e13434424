// RUN: %tocsin %s
// STD: c++20
// Session table of the game lobby; everything but the counters lives on the loop thread.
#include <atomic>
#include <cassert>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class EventLoop {
public:
    EventLoop() : thread_([this] { run(); }) {}
    ~EventLoop() {
        post([this] { quit_ = true; });
        thread_.join();
    }
    bool isInLoopThread() const { return std::this_thread::get_id() == thread_.get_id(); }
    void assertInLoopThread() const { assert(isInLoopThread()); }

    void post(std::function<void()> fn) {
        {
            std::lock_guard<std::mutex> g(mu_);
            pending_.push_back(std::move(fn));
        }
        cv_.notify_one();
    }

private:
    void run() {
        while (!quit_) {
            std::deque<std::function<void()>> batch;
            {
                std::unique_lock<std::mutex> lk(mu_);
                cv_.wait(lk, [this] { return !pending_.empty(); });
                batch.swap(pending_);
            }
            for (auto &fn : batch)
                fn();
        }
    }
    std::mutex mu_;
    std::condition_variable cv_;
    std::deque<std::function<void()>> pending_;
    bool quit_ = false;
    std::thread thread_;
};

struct Session {
    std::string player;
    uint32_t pings = 0;
    int64_t score = 0;
};

class Lobby {
public:
    explicit Lobby(EventLoop &loop) : loop_(loop) {}

    // network threads
    void onLogin(uint64_t id, std::string player) {
        logins_.fetch_add(1, std::memory_order_relaxed);
        loop_.post([this, id, player = std::move(player)] { addSession(id, player); });
    }
    void onPing(uint64_t id) {
        loop_.post([this, id] { touch(id); });
    }
    void onMatchResult(uint64_t winner, uint64_t loser, int64_t stake) {
        loop_.post([this, winner, loser, stake] { settle(winner, loser, stake); });
    }
    void onTraffic(size_t bytes) {
        std::lock_guard<std::mutex> g(stats_mu_);
        traffic_ += bytes;
    }

    std::string report() {
        std::lock_guard<std::mutex> g(stats_mu_);
        return std::to_string(traffic_) + " bytes, " + std::to_string(logins_.load()) + " logins";
    }

private:
    void addSession(uint64_t id, const std::string &player) {
        loop_.assertInLoopThread();
        if (sessions_.count(id) == 0) {
            auto s = std::make_shared<Session>();
            s->player = player;
            sessions_[id] = s;
            peak_ = sessions_.size() > peak_ ? sessions_.size() : peak_;
        }
    }
    void touch(uint64_t id) {
        loop_.assertInLoopThread();
        auto it = sessions_.find(id);
        if (it == sessions_.end())
            return;
        if (++it->second->pings > 100 && it->second.use_count() == 1)
            sessions_.erase(it);
        ++pings_;
    }
    void settle(uint64_t winner, uint64_t loser, int64_t stake) {
        loop_.assertInLoopThread();
        if (!sessions_.contains(winner) || !sessions_.contains(loser))
            return;
        sessions_[winner]->score += stake;
        sessions_[loser]->score -= stake;
    }

    EventLoop &loop_;
    std::map<uint64_t, std::shared_ptr<Session>> sessions_;
    size_t peak_ = 0;
    uint64_t pings_ = 0;
    std::atomic<uint64_t> logins_{0};
    std::mutex stats_mu_;
    size_t traffic_ = 0;
};

int main() {
    std::string text;
    {
        auto loop = std::make_unique<EventLoop>();
        Lobby lobby(*loop);
        std::vector<std::thread> net;
        for (uint64_t t = 0; t < 4; ++t)
            net.emplace_back([&lobby, t] {
                for (uint64_t i = 0; i < 500; ++i) {
                    lobby.onLogin(i, "p" + std::to_string(i));
                    lobby.onPing(i);
                    lobby.onTraffic(64);
                    if (i > t)
                        lobby.onMatchResult(i, i - t, 5);
                }
            });
        for (auto &n : net)
            n.join();
        loop.reset();
        text = lobby.report();
    }
    return text.empty();
}
