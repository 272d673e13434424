// RUN: %tocsin %s
// STD: c++20
// Shard placement coordinator.  One coordinator is elected, others stand by.
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace shards {

struct Versioned {
    std::string value;
    uint64_t epoch = 0;
};

class StaleEpoch {};

// Client of the replicated metadata service.
class MetaClient {
public:
    virtual ~MetaClient() = default;
    virtual std::optional<Versioned> Get(const std::string& key) = 0;
    virtual void Put(const std::string& key, const std::string& value) = 0;
    // Refused with StaleEpoch when a coordinator with a higher epoch has written.
    virtual void PutFenced(const std::string& key, const std::string& value, uint64_t epoch) = 0;
};

class Election {
public:
    bool isLeader() const { return leader_.load(std::memory_order_acquire); }
    uint64_t epoch() const { return epoch_.load(std::memory_order_acquire); }

    void onElected(uint64_t epoch) {
        epoch_.store(epoch, std::memory_order_release);
        leader_.store(true, std::memory_order_release);
    }
    void onSessionLost() { leader_.store(false, std::memory_order_release); }

private:
    std::atomic<bool> leader_{false};
    std::atomic<uint64_t> epoch_{0};
};

class Coordinator {
public:
    Coordinator(MetaClient& meta, Election& election, std::string self)
        : meta_(meta), election_(election), self_(std::move(self)) {}

    bool assign(int shard, const std::string& node) {
        if (!election_.isLeader()) return false;
        meta_.Put(ownerKey(shard), node); // EXPECT: unversioned-write
        return true;
    }

    bool reassign(int shard, const std::string& node) {
        if (!election_.isLeader()) return false;
        const uint64_t epoch = election_.epoch();
        try {
            meta_.PutFenced(ownerKey(shard), node, epoch);
        } catch (const StaleEpoch&) {
            election_.onSessionLost();
            return false;
        }
        return true;
    }

    bool addReplica(int shard, const std::string& node) {
        const std::string key = "replicas/" + std::to_string(shard);
        auto cur = meta_.Get(key);
        std::string list = cur ? cur->value + "," + node : node;
        meta_.Put(key, list); // EXPECT: unversioned-write
        return true;
    }

    void heartbeat(uint64_t now) {
        meta_.Put("nodes/" + self_ + "/alive", std::to_string(now));
    }

    void rebalance(const std::vector<std::string>& nodes, int shards) {
        if (!election_.isLeader() || nodes.empty()) return;
        const uint64_t epoch = election_.epoch();
        for (int s = 0; s < shards; ++s) {
            const std::string& want = nodes[static_cast<size_t>(s) % nodes.size()];
            auto cur = meta_.Get(ownerKey(s));
            if (cur && cur->value == want) continue;
            try {
                meta_.PutFenced(ownerKey(s), want, epoch);
            } catch (const StaleEpoch&) {
                return;
            }
        }
    }

private:
    static std::string ownerKey(int shard) { return "owners/" + std::to_string(shard); }

    MetaClient& meta_;
    Election& election_;
    const std::string self_;
};

}  // namespace shards
