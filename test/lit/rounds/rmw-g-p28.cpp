// RUN: %tocsin %s
// STD: c++20
// Selective forwarding unit of the conferencing service: one loop thread per room.
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
#include <unordered_map>
#include <vector>

namespace sfu {

class EventLoop {
public:
    EventLoop() : thread_([this] { run(); }) {}
    ~EventLoop() {
        post([this] { quit_ = true; });
        thread_.join();
    }

    void post(std::function<void()> fn) {
        std::lock_guard<std::mutex> g(mu_);
        tasks_.push_back(std::move(fn));
        cv_.notify_one();
    }

    bool inLoopThread() const { return std::this_thread::get_id() == thread_.get_id(); }

private:
    void run() {
        while (!quit_) {
            std::deque<std::function<void()>> batch;
            {
                std::unique_lock<std::mutex> lk(mu_);
                cv_.wait(lk, [this] { return !tasks_.empty(); });
                batch.swap(tasks_);
            }
            for (auto& t : batch) t();
        }
    }

    std::mutex mu_;
    std::condition_variable cv_;
    std::deque<std::function<void()>> tasks_;
    bool quit_ = false; // loop thread only
    std::thread thread_;
};

struct Packet { uint32_t ssrc; std::vector<uint8_t> data; };
bool sendRtp(const std::string& peer, const Packet& p);

class Room : public std::enable_shared_from_this<Room> {
public:
    explicit Room(EventLoop& loop) : loop_(loop) {}

    // Any thread.
    void join(std::string peer) {
        loop_.post([self = shared_from_this(), peer = std::move(peer)] { self->doJoin(peer); });
    }
    void onPacket(Packet p) {
        if (backlog_.fetch_add(1) >= kMaxBacklog) {
            backlog_.fetch_sub(1);
            shed_.fetch_add(1, std::memory_order_relaxed);
            return;
        }
        loop_.post([self = shared_from_this(), p = std::move(p)] {
            self->backlog_.fetch_sub(1);
            self->forward(p);
        });
    }
    std::string lastError() const {
        std::lock_guard<std::mutex> g(errMu_);
        return lastError_;
    }

private:
    static constexpr int kMaxBacklog = 512;

    struct Participant { uint64_t sent = 0; uint32_t failures = 0; };

    void doJoin(const std::string& peer) {
        assert(loop_.inLoopThread());
        if (members_.find(peer) == members_.end()) {
            members_.emplace(peer, Participant{});
            ++joins_;
        }
    }

    void forward(const Packet& p) {
        assert(loop_.inLoopThread());
        for (auto it = members_.begin(); it != members_.end();) {
            if (sendRtp(it->first, p)) {
                ++it->second.sent;
                bytes_ += p.data.size();
                ++it;
            } else if (++it->second.failures > 3) {
                noteError("lost " + it->first);
                it = members_.erase(it);
            } else {
                ++it;
            }
        }
    }

    void noteError(std::string msg) {
        std::lock_guard<std::mutex> g(errMu_);
        lastError_ = std::move(msg);
        ++errors_;
    }

    EventLoop& loop_;
    std::map<std::string, Participant> members_;
    uint64_t joins_ = 0;
    uint64_t bytes_ = 0;
    std::atomic<int> backlog_{0};
    std::atomic<uint64_t> shed_{0};
    mutable std::mutex errMu_;
    std::string lastError_;
    uint32_t errors_ = 0;
};

class RoomDirectory {
public:
    std::shared_ptr<Room> get(const std::string& name, EventLoop& loop) {
        std::lock_guard<std::mutex> g(mu_);
        auto& w = rooms_[name];
        if (auto r = w.lock()) return r;
        auto r = std::make_shared<Room>(loop);
        w = r;
        return r;
    }

private:
    std::mutex mu_;
    std::unordered_map<std::string, std::weak_ptr<Room>> rooms_;
};

} // namespace sfu
