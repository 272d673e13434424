// RUN: %tocsin %s
// STD: c++20
// Session table of the web console. Handlers run on a worker pool, the reaper on its own thread.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace console {

using Clock = std::chrono::steady_clock;

struct Cart {
    std::vector<std::string> items;
};

class Session {
public:
    Session(std::string id, std::string user) : id_(std::move(id)), user_(std::move(user)), last_seen_(Clock::now()) {}

    const std::string& id() const { return id_; }
    const std::string& user() const { return user_; }
    Clock::time_point lastSeen() const { return last_seen_.load(); }
    void touch() { last_seen_.store(Clock::now()); }

    Cart& cart() { return cart_; }

private:
    std::string id_;
    std::string user_;
    std::atomic<Clock::time_point> last_seen_;
    Cart cart_;
};

class SessionTable {
public:
    explicit SessionTable(std::chrono::minutes idle) : idle_(idle), reaper_([this] { run(); }) {}

    ~SessionTable()
    {
        {
            std::lock_guard<std::mutex> g(mu_);
            stop_ = true;
        }
        cv_.notify_all();
        reaper_.join();
    }

    Session* create(const std::string& id, const std::string& user)
    {
        std::lock_guard<std::mutex> g(mu_);
        auto& slot = sessions_[id];
        if (!slot)
            slot = std::make_unique<Session>(id, user);
        return slot.get();
    }

    Session* find(const std::string& id)
    {
        std::lock_guard<std::mutex> g(mu_);
        auto it = sessions_.find(id);
        if (it == sessions_.end())
            return nullptr;
        it->second->touch();
        return it->second.get();
    }

    void logout(const std::string& id)
    {
        std::lock_guard<std::mutex> g(mu_);
        sessions_.erase(id);
    }

    std::size_t size() const
    {
        std::lock_guard<std::mutex> g(mu_);
        return sessions_.size();
    }

private:
    void run()
    {
        std::unique_lock<std::mutex> lk(mu_);
        while (!stop_) {
            cv_.wait_for(lk, std::chrono::seconds(15));
            reapLocked();
        }
    }

    void reapLocked()
    {
        const auto now = Clock::now();
        for (auto it = sessions_.begin(); it != sessions_.end();) {
            const auto idle = now - it->second->lastSeen();
            if (idle > idle_) {
                it = sessions_.erase(it); // EXPECT: timestamp-cleanup
                ++reaped_;
            } else {
                ++it;
            }
        }
    }

    mutable std::mutex mu_;
    std::condition_variable cv_;
    std::unordered_map<std::string, std::unique_ptr<Session>> sessions_;
    std::chrono::minutes idle_;
    std::size_t reaped_ = 0;
    bool stop_ = false;
    std::thread reaper_;
};

struct Request {
    std::string cookie;
    std::string item;
};

bool addToCart(SessionTable& table, const Request& rq)
{
    Session* s = table.find(rq.cookie);
    if (!s)
        return false;
    s->cart().items.push_back(rq.item);
    return true;
}

} // namespace console
