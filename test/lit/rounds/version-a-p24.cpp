// RUN: %tocsin %s
// STD: c++20
// Shard placement table of the controller. Controllers elect one leader through Lease.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

struct ShardRecord {
    std::string owner;
    int moves = 0;
    std::uint64_t version = 0;
};

enum class PutStatus { Ok, StaleEpoch, VersionMismatch };

class ShardTable {
public:
    std::optional<ShardRecord> Get(const std::string& shard) const {
        std::lock_guard<std::mutex> g(mu_);
        auto it = rows_.find(shard);
        if (it == rows_.end())
            return std::nullopt;
        return it->second;
    }

    void Put(const std::string& shard, const ShardRecord& rec) {
        std::lock_guard<std::mutex> g(mu_);
        auto& row = rows_[shard];
        const auto next = row.version + 1;
        row = rec;
        row.version = next;
    }

    PutStatus PutFenced(const std::string& shard, const ShardRecord& rec, std::uint64_t expected_version, std::uint64_t epoch) {
        std::lock_guard<std::mutex> g(mu_);
        if (epoch < highest_epoch_)
            return PutStatus::StaleEpoch;
        auto& row = rows_[shard];
        if (row.version != expected_version)
            return PutStatus::VersionMismatch;
        highest_epoch_ = epoch;
        row = rec;
        row.version = expected_version + 1;
        return PutStatus::Ok;
    }

private:
    mutable std::mutex mu_;
    std::map<std::string, ShardRecord> rows_;
    std::uint64_t highest_epoch_ = 0;
};

class Lease {
public:
    bool Held() const { return std::chrono::steady_clock::now() < until_; }
    std::uint64_t Epoch() const { return epoch_; }
    void Grant(std::uint64_t epoch, std::chrono::milliseconds ttl) {
        epoch_ = epoch;
        until_ = std::chrono::steady_clock::now() + ttl;
    }

private:
    std::chrono::steady_clock::time_point until_{};
    std::uint64_t epoch_ = 0;
};

class Balancer {
public:
    Balancer(ShardTable& table, Lease& lease) : table_(table), lease_(lease) {}

    bool Move(const std::string& shard, const std::string& to) {
        if (!lease_.Held())
            return false;
        auto rec = table_.Get(shard);
        if (!rec || rec->owner == to)
            return rec.has_value();
        rec->owner = to;
        rec->moves++;
        return table_.PutFenced(shard, *rec, rec->version, lease_.Epoch()) == PutStatus::Ok;
    }

    bool Evacuate(const std::string& shard, const std::string& from, const std::string& spare) {
        if (!lease_.Held())
            return false;
        auto rec = table_.Get(shard);
        if (!rec || rec->owner != from)
            return false;
        rec->owner = spare;
        rec->moves++;
        table_.Put(shard, *rec); // EXPECT: unversioned-write
        return true;
    }

    void ForgiveMoves(const std::string& shard) {
        auto rec = table_.Get(shard);
        if (!rec || rec->moves < 2)
            return;
        rec->moves /= 2;
        table_.Put(shard, *rec); // EXPECT: unversioned-write
    }

    void ReportSelf(const std::string& node, int shards) {
        ShardRecord self;
        self.owner = node;
        self.moves = shards;
        table_.Put("node/" + node, self);
    }

private:
    ShardTable& table_;
    Lease& lease_;
};

int main() {
    ShardTable table;
    Lease lease;
    lease.Grant(3, std::chrono::milliseconds(500));
    Balancer balancer(table, lease);
    std::thread a([&] {
        balancer.ReportSelf("n1", 12);
        balancer.ForgiveMoves("s1");
    });
    std::thread b([&] {
        if (!balancer.Move("s1", "n2") && !balancer.Evacuate("s1", "n1", "n3"))
            std::puts("s1 stays where it is");
    });
    a.join();
    b.join();
    return 0;
}
