// STD: c++20
#include "controller.h"

#include <algorithm>
#include <utility>

namespace placement {

Controller::Controller(std::shared_ptr<MetaStore> store, std::shared_ptr<LeaderLease> lease, std::string self)
    : store_(std::move(store)), lease_(std::move(lease)), self_(std::move(self)) {}

std::string Controller::ShardKey(int shard) { return "shards/" + std::to_string(shard) + "/owner"; }

const NodeLoad* Controller::LeastLoaded(const std::vector<NodeLoad>& nodes) {
    auto it = std::min_element(nodes.begin(), nodes.end(),
                               [](const NodeLoad& a, const NodeLoad& b) { return a.load < b.load; });
    return it == nodes.end() ? nullptr : &*it;
}

bool Controller::AssignShard(int shard, const std::vector<NodeLoad>& nodes) {
    if (!lease_->Held()) return false;
    const NodeLoad* target = LeastLoaded(nodes);
    if (!target) return false;
    return store_->Put(ShardKey(shard), target->node); // EXPECT: unversioned-write
}

bool Controller::EvictShard(int shard) {
    if (!lease_->Held()) return false;
    return store_->PutFenced(ShardKey(shard), "", lease_->Epoch());
}

bool Controller::DropShard(int shard) {
    if (!lease_->Held()) return false;
    return store_->Remove(ShardKey(shard)); // EXPECT: unversioned-write
}

void Controller::Heartbeat(double load) {
    const char* role = "follower";
    if (lease_->Held()) role = "leader";
    store_->Put("nodes/" + self_ + "/status", std::string(role) + " " + std::to_string(load));
}

}  // namespace placement
