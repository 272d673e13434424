// RUN: %tocsin %s
// STD: c++20
// Shard directory of a message broker: who owns which shard, changed by several admin sessions.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <iostream>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

namespace broker {

struct Shard {
    std::string owner;
    std::vector<std::string> replicas;
    std::uint64_t generation = 0;
    unsigned in_flight = 0;
};

enum class Outcome { Applied, Conflict, Unknown };

class Directory {
public:
    void add(std::uint32_t id, std::string owner) {
        std::unique_lock lk(mu_);
        shards_[id].owner = std::move(owner);
    }

    std::uint64_t generation(std::uint32_t id) const {
        std::shared_lock lk(mu_);
        auto it = shards_.find(id);
        return it == shards_.end() ? 0 : it->second.generation;
    }

    Outcome set_replicas(std::uint32_t id, std::uint64_t expected_generation, unsigned count) {
        std::string owner;
        {
            std::shared_lock lk(mu_);
            auto it = shards_.find(id);
            if (it == shards_.end()) return Outcome::Unknown;
            if (it->second.generation != expected_generation) return Outcome::Conflict;
            owner = it->second.owner;
        }
        auto picked = pick(owner, count);
        std::unique_lock lk(mu_);
        auto it = shards_.find(id);
        if (it == shards_.end()) return Outcome::Unknown;
        it->second.replicas = std::move(picked); // EXPECT: unchecked-version
        it->second.generation++;
        return Outcome::Applied;
    }

    Outcome move_owner(std::uint32_t id, std::uint64_t expected_generation, const std::string &node) {
        if (generation(id) != expected_generation) return Outcome::Conflict; // spares the pick below
        auto picked = pick(node, 2);
        std::unique_lock lk(mu_);
        auto it = shards_.find(id);
        if (it == shards_.end()) return Outcome::Unknown;
        Shard &s = it->second;
        if (!current(s, expected_generation)) return Outcome::Conflict;
        s.owner = node;
        s.replicas = std::move(picked);
        ++s.generation;
        return Outcome::Applied;
    }

    Outcome hand_over(std::uint32_t id, std::uint64_t expected_generation, const std::string &node) {
        std::unique_lock lk(mu_);
        auto it = shards_.find(id);
        if (it == shards_.end()) return Outcome::Unknown;
        Shard &s = it->second;
        if (!current(s, expected_generation)) return Outcome::Conflict;
        drained_.wait(lk, [&] { return s.in_flight == 0; });
        s.owner = node; // EXPECT: unchecked-version
        s.generation++;
        return Outcome::Applied;
    }

    Outcome park(std::uint32_t id, std::uint64_t expected_generation) {
        std::unique_lock lk(mu_);
        auto it = shards_.find(id);
        if (it == shards_.end()) return Outcome::Unknown;
        Shard &s = it->second;
        do {
            if (!current(s, expected_generation)) return Outcome::Conflict;
            if (s.in_flight == 0) {
                s.owner.clear();
                ++s.generation;
                return Outcome::Applied;
            }
            drained_.wait_for(lk, std::chrono::milliseconds(50));
        } while (true);
    }

    bool begin(std::uint32_t id) {
        std::unique_lock lk(mu_);
        auto it = shards_.find(id);
        if (it == shards_.end() || it->second.owner.empty()) return false;
        ++it->second.in_flight;
        return true;
    }
    void end(std::uint32_t id) {
        std::unique_lock lk(mu_);
        if (--shards_.at(id).in_flight == 0) drained_.notify_all();
    }

private:
    static bool current(const Shard &s, std::uint64_t expected) { return s.generation == expected; }
    static std::vector<std::string> pick(const std::string &owner, unsigned count) {
        std::vector<std::string> out;
        for (unsigned i = 0; out.size() < count; ++i)
            if (auto n = "node" + std::to_string(i); n != owner) out.push_back(std::move(n));
        return out;
    }

    mutable std::shared_mutex mu_;
    std::condition_variable_any drained_;
    std::map<std::uint32_t, Shard> shards_; // shards are never removed
};

} // namespace broker

int main() {
    broker::Directory dir;
    for (std::uint32_t id = 0; id < 8; ++id) dir.add(id, "node0");
    std::vector<std::jthread> sessions;
    for (int a = 0; a < 3; ++a)
        sessions.emplace_back([&dir, a] {
            const std::string node = "node" + std::to_string(a);
            for (std::uint32_t i = 0; i < 1000; ++i) {
                const std::uint32_t id = i % 8;
                if (dir.begin(id)) dir.end(id);
                using enum broker::Outcome;
                if (dir.set_replicas(id, dir.generation(id), 3) == Conflict) std::clog << "replicas: retry " << id << '\n';
                if (dir.move_owner(id, dir.generation(id), node) == Conflict) std::clog << "move: retry " << id << '\n';
                if (dir.hand_over(id, dir.generation(id), node) == Conflict) std::clog << "hand over: retry " << id << '\n';
                if (i % 100 == 99 && dir.park(id, dir.generation(id)) == Conflict) std::clog << "park: retry " << id << '\n';
            }
        });
}
