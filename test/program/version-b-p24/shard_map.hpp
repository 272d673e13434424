#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

struct ShardOwner {
    std::string node;
    uint64_t epoch = 0;
};

class ShardMap {
public:
    ShardOwner Load(const std::string& shard) const;
    void Store(const std::string& shard, const std::string& node);
    bool StoreFenced(const std::string& shard, const std::string& node, uint64_t epoch);
    void Heartbeat(const std::string& node, int64_t now);

private:
    mutable std::mutex mu_;
    std::map<std::string, ShardOwner> owners_;
    std::map<std::string, int64_t> beats_;
};

class LeaderLease {
public:
    bool held() const;
    uint64_t epoch() const;
    void granted(uint64_t epoch, int64_t until);
    void lost();

private:
    mutable std::mutex mu_;
    uint64_t epoch_ = 0;
    int64_t until_ = 0;
};
