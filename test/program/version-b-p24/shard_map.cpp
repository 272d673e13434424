// STD: c++20
#include "shard_map.hpp"
#include <ctime>

ShardOwner ShardMap::Load(const std::string& shard) const
{
    std::lock_guard<std::mutex> g(mu_);
    auto it = owners_.find(shard);
    return it == owners_.end() ? ShardOwner{} : it->second;
}

void ShardMap::Store(const std::string& shard, const std::string& node)
{
    std::lock_guard<std::mutex> g(mu_);
    owners_[shard].node = node;
}

bool ShardMap::StoreFenced(const std::string& shard, const std::string& node, uint64_t epoch)
{
    std::lock_guard<std::mutex> g(mu_);
    ShardOwner& o = owners_[shard];
    if (epoch < o.epoch)
        return false;
    o.node = node;
    o.epoch = epoch;
    return true;
}

void ShardMap::Heartbeat(const std::string& node, int64_t now)
{
    std::lock_guard<std::mutex> g(mu_);
    beats_[node] = now;
}

bool LeaderLease::held() const
{
    std::lock_guard<std::mutex> g(mu_);
    return std::time(nullptr) < until_;
}

uint64_t LeaderLease::epoch() const
{
    std::lock_guard<std::mutex> g(mu_);
    return epoch_;
}

void LeaderLease::granted(uint64_t epoch, int64_t until)
{
    std::lock_guard<std::mutex> g(mu_);
    epoch_ = epoch;
    until_ = until;
}

void LeaderLease::lost()
{
    std::lock_guard<std::mutex> g(mu_);
    until_ = 0;
}
