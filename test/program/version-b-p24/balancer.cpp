// STD: c++20
#include "shard_map.hpp"
#include <ctime>
#include <string>
#include <vector>

class Balancer {
public:
    Balancer(ShardMap& map, LeaderLease& lease, std::string self)
        : map_(map), lease_(lease), self_(std::move(self)) {}

    bool move(const std::string& shard, const std::string& target)
    {
        if (!lease_.held())
            return false;
        return map_.StoreFenced(shard, target, lease_.epoch());
    }

    int drain(const std::string& node, const std::vector<std::string>& shards, const std::string& target)
    {
        int moved = 0;
        for (const auto& s : shards) {
            if (!lease_.held())
                break;
            if (map_.Load(s).node != node)
                continue;
            map_.Store(s, target); // EXPECT: unversioned-write
            ++moved;
        }
        return moved;
    }

    void tick() { map_.Heartbeat(self_, std::time(nullptr)); }

private:
    ShardMap& map_;
    LeaderLease& lease_;
    std::string self_;
};
