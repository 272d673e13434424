// RUN: %tocsin %s
// STD: c++20
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace chat {

using Steady = std::chrono::steady_clock;

class Room {
public:
    explicit Room(std::string n) : name_(std::move(n)) { poke(); }

    void post(std::string line) {
        std::lock_guard lk(mu_);
        history_.push_back(std::move(line));
        if (history_.size() > 500) history_.erase(history_.begin());
        poke();
    }
    std::vector<std::string> tail(size_t n) const {
        std::lock_guard lk(mu_);
        size_t from = history_.size() > n ? history_.size() - n : 0;
        return {history_.begin() + static_cast<long>(from), history_.end()};
    }
    Steady::time_point lastActivity() const {
        return Steady::time_point(Steady::duration(activity_.load(std::memory_order_relaxed)));
    }

private:
    void poke() { activity_.store(Steady::now().time_since_epoch().count()); }

    mutable std::mutex mu_;
    std::string name_;
    std::vector<std::string> history_;
    std::atomic<Steady::rep> activity_{0};
};

using RoomPtr = std::shared_ptr<Room>;

class RoomDirectory {
public:
    RoomPtr join(const std::string& name) {
        std::lock_guard lk(mu_);
        auto& slot = rooms_[name];
        if (!slot) slot = std::make_shared<Room>(name);
        return slot;
    }

    size_t closeQuietRooms(std::chrono::minutes quiet) {
        std::vector<RoomPtr> graveyard;  // destroyed after the lock is dropped
        {
            std::lock_guard lk(mu_);
            const auto cutoff = Steady::now() - quiet;
            for (auto it = rooms_.begin(); it != rooms_.end();) {
                if (it->second.use_count() == 1 && it->second->lastActivity() < cutoff) {
                    graveyard.push_back(std::move(it->second));
                    it = rooms_.erase(it);
                } else {
                    ++it;
                }
            }
        }
        return graveyard.size();
    }

    size_t size() const {
        std::lock_guard lk(mu_);
        return rooms_.size();
    }

private:
    mutable std::mutex mu_;
    std::map<std::string, RoomPtr> rooms_;
};

}  // namespace chat
