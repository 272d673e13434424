// RUN: %tocsin %s
// STD: c++20
// Dungeon instances of the game server. Zone threads keep raw pointers to the
// instance their players are in.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace world {

using Clock = std::chrono::steady_clock;

struct Instance {
    std::uint32_t id = 0;
    std::string map;
    int players = 0;
    Clock::time_point created = Clock::now();
    std::vector<std::uint64_t> npcs;
};

struct Raid {
    std::uint32_t id = 0;
    int members = 0;
    bool bossActive = false;
    Clock::time_point started = Clock::now();
};

class InstanceManager {
public:
    Instance *enter(const std::string &map) {
        std::lock_guard<std::mutex> g(lock_);
        for (Instance *i : instances_)
            if (i->map == map && i->players < 5) {
                ++i->players;
                return i;
            }
        auto *i = new Instance;
        i->id = ++serial_;
        i->map = map;
        i->players = 1;
        instances_.push_back(i);
        return i;
    }

    void leave(Instance *i) {
        std::lock_guard<std::mutex> g(lock_);
        --i->players;
    }

    Raid *openRaid() {
        std::lock_guard<std::mutex> g(lock_);
        auto *r = new Raid;
        r->id = ++serial_;
        raids_.push_back(r);
        lobby_ = r;
        return r;
    }

    void join(Raid *r) {
        std::lock_guard<std::mutex> g(lock_);
        ++r->members;
    }

    void closeInstances(Clock::duration limit) {
        std::lock_guard<std::mutex> g(lock_);
        const auto now = Clock::now();
        std::vector<Instance *> rest;
        for (Instance *i : instances_) {
            if (i->players == 0 || now - i->created > limit)
                delete i; // EXPECT: timestamp-cleanup
            else
                rest.push_back(i);
        }
        instances_.swap(rest);
    }

    void closeRaids(Clock::duration limit) {
        std::lock_guard<std::mutex> g(lock_);
        const auto now = Clock::now();
        std::vector<Raid *> rest;
        for (Raid *r : raids_) {
            const bool over = now - r->started > limit;
            if (over && lobby_->members == 0) {
                if (r == lobby_) {
                    rest.push_back(r);
                    continue;
                }
                delete r; // EXPECT: timestamp-cleanup
                continue;
            }
            rest.push_back(r);
        }
        raids_.swap(rest);
    }

    void closeFinished(Clock::duration limit) {
        std::lock_guard<std::mutex> g(lock_);
        const auto now = Clock::now();
        for (auto it = raids_.begin(); it != raids_.end();) {
            Raid *r = *it;
            if (r->members == 0 && r != lobby_ && now - r->started > limit) {
                it = raids_.erase(it);
                delete r;
            } else {
                ++it;
            }
        }
    }

private:
    std::mutex lock_;
    std::vector<Instance *> instances_;
    std::vector<Raid *> raids_;
    Raid *lobby_ = nullptr;
    std::uint32_t serial_ = 0;
};

} // namespace world

int main() {
    world::InstanceManager mgr;
    mgr.join(mgr.openRaid());
    std::thread zone([&] {
        world::Instance *i = mgr.enter("crypt");
        i->npcs.push_back(4711);
        std::this_thread::sleep_for(std::chrono::seconds(2));
        i->npcs.clear();
        mgr.leave(i);
    });
    mgr.closeInstances(std::chrono::hours(2));
    mgr.closeRaids(std::chrono::hours(4));
    mgr.closeFinished(std::chrono::minutes(1));
    zone.join();
}
