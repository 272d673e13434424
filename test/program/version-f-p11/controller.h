#pragma once

#include "store.h"

#include <map>
#include <vector>

namespace placement {

struct NodeLoad {
    std::string node;
    double load;
};

class Controller {
public:
    Controller(std::shared_ptr<MetaStore> store, std::shared_ptr<LeaderLease> lease, std::string self);

    bool AssignShard(int shard, const std::vector<NodeLoad>& nodes);
    bool EvictShard(int shard);
    bool DropShard(int shard);
    void Heartbeat(double load);

private:
    static const NodeLoad* LeastLoaded(const std::vector<NodeLoad>& nodes);
    static std::string ShardKey(int shard);

    std::shared_ptr<MetaStore> store_;
    std::shared_ptr<LeaderLease> lease_;
    std::string self_;
};

}  // namespace placement
