// RUN: %tocsin %s
// STD: c++20
// Zone server: one thread per zone runs World::tick() at 20 Hz; network input is queued.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <deque>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace zone {

using Steady = std::chrono::steady_clock;
using Wall = std::chrono::system_clock;

struct Player {
    std::uint32_t id = 0;
    std::string name;
    std::time_t lastInput = 0;
    bool afk = false;
    Steady::time_point respawnAt{};
    Wall::time_point mutedUntil{}; // from the account database
};

struct LootDrop {
    std::uint32_t item;
    std::uint32_t owner;
    std::uint64_t visibleAtTick; // appears after the death animation
};

struct Invite {
    std::uint32_t from, to;
    Wall::time_point sent;
};

struct Corpse {
    std::uint32_t id;
    std::uint64_t diedTick;
};

class World {
public:
    static constexpr std::uint64_t kLootTicks = 20 * 120;
    static constexpr std::uint64_t kCorpseTicks = 20 * 30;
    static constexpr int kAfkSeconds = 300;

    void onInput(std::uint32_t id) {
        Player &p = players_[id];
        p.id = id;
        p.lastInput = std::time(nullptr);
        p.afk = false;
    }

    void onDeath(std::uint32_t mob, std::uint32_t killer, std::uint32_t item, unsigned animTicks) {
        corpses_.push_back({mob, tick_});
        drops_.push_back({item, killer, tick_ + animTicks});
    }

    void onInvite(std::uint32_t from, std::uint32_t to) { invites_.push_back({from, to, Wall::now()}); }

    bool mayChat(const Player &p) const { return Wall::now() >= p.mutedUntil; }

    void tick() {
        ++tick_;
        dropLoot();
        dropCorpses();
        markAfk();
        expireInvites();
        const auto now = Steady::now();
        for (auto &[id, p] : players_)
            if (p.respawnAt != Steady::time_point{} && now >= p.respawnAt)
                respawn(p);
    }

private:
    void dropLoot() {
        std::erase_if(drops_, [this](const LootDrop &d) {
            return tick_ - d.visibleAtTick > kLootTicks; // EXPECT-MISS: unsigned-age
        });
    }

    void dropCorpses() {
        // appended in tick order
        while (!corpses_.empty() && tick_ - corpses_.front().diedTick > kCorpseTicks)
            corpses_.pop_front();
    }

    void markAfk() {
        const std::time_t now = std::time(nullptr);
        for (auto &[id, p] : players_) {
            if (!p.afk && now - p.lastInput > kAfkSeconds) { // EXPECT: wall-clock-interval
                p.afk = true;
                broadcast_(p.name + " is away");
            }
        }
    }

    void expireInvites() {
        auto it = std::remove_if(invites_.begin(), invites_.end(), [now = Wall::now()](const Invite &i) {
            return now - i.sent > std::chrono::seconds(60); // EXPECT: wall-clock-interval
        });
        invites_.erase(it, invites_.end());
    }

    void respawn(Player &p) {
        p.respawnAt = {};
        broadcast_(p.name + " returns");
    }

    std::uint64_t tick_ = 0;
    std::unordered_map<std::uint32_t, Player> players_;
    std::vector<LootDrop> drops_;
    std::deque<Corpse> corpses_;
    std::vector<Invite> invites_;
    std::function<void(const std::string &)> broadcast_ = [](const std::string &) {};
};

} // namespace zone

int main() {
    zone::World w;
    w.onInput(7);
    w.onDeath(1, 7, 4711, 40);
    w.onInvite(7, 8);
    w.tick();
}
