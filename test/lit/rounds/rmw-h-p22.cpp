// RUN: %tocsin %s
// STD: c++20
// Message dispatcher of a game server: rooms, members and per-room history.
#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace game {

struct Chat {
    uint32_t from;
    std::string text;
};

class Room {
public:
    using Deliver = std::function<void(uint32_t member, const Chat &)>;

    explicit Room(Deliver d) : deliver_(std::move(d)) {}

    bool join(uint32_t member) {
        std::lock_guard<std::mutex> lock(mutex_);
        if (members_.size() >= kCapacity)
            return false;
        if (!members_.insert(member).second)
            return false;
        joins_++;
        return true;
    }

    void leave(uint32_t member) {
        std::lock_guard<std::mutex>{mutex_};
        if (members_.erase(member)) // EXPECT: lost-update
            leaves_++; // EXPECT: lost-update
    }

    void say(const Chat &c) {
        std::vector<uint32_t> to;
        {
            std::lock_guard<std::mutex> lock(mutex_);
            history_.push_back(c);
            if (history_.size() > kHistory)
                history_.pop_front();
            to.assign(members_.begin(), members_.end());
        }
        for (uint32_t m : to)
            if (m != c.from)
                deliver_(m, c);
    }

    // bulk import of an archived conversation
    void restore(const std::vector<Chat> &old) {
        std::unique_lock<std::mutex> lock(mutex_, std::defer_lock);
        if (old.size() > 16)
            lock.lock();
        for (const auto &c : old)
            history_.push_front(c); // EXPECT: lost-update
    }

    std::string summary() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return std::to_string(members_.size()) + " here, " + std::to_string(joins_) + " joined, " +
               std::to_string(leaves_) + " left, " + std::to_string(history_.size()) + " lines";
    }

private:
    static constexpr size_t kCapacity = 200;
    static constexpr size_t kHistory = 500;

    Deliver deliver_;
    mutable std::mutex mutex_;
    std::set<uint32_t> members_;
    std::deque<Chat> history_;
    uint64_t joins_ = 0;
    uint64_t leaves_ = 0;
};

class Lobby {
public:
    Lobby() : room_([this](uint32_t, const Chat &) { delivered_.fetch_add(1); }) {}

    void simulate(int players) {
        std::vector<std::thread> pool;
        for (int i = 0; i < players; ++i)
            pool.emplace_back([this, i] {
                auto id = static_cast<uint32_t>(i);
                if (!room_.join(id))
                    return;
                room_.restore({{id, "earlier"}});
                for (int k = 0; k < 50; ++k)
                    room_.say({id, "line " + std::to_string(k)});
                room_.leave(id);
            });
        for (auto &t : pool)
            t.join();
    }

private:
    std::atomic<uint64_t> delivered_{0};
    Room room_;
};

} // namespace game
