// RUN: %tocsin %s
// STD: c++20
// zone-enactor: applies generated DNS plans to the authoritative fleet
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace zone {

struct Record {
    std::string name;
    std::string target;
    std::uint32_t ttl = 60;
};

struct Plan {
    std::string endpoint;
    std::uint64_t generation = 0;
    std::vector<std::string> recordSetIds;
};

class RecordService {
public:
    virtual ~RecordService() = default;
    virtual bool upsert(const std::string &setId, const std::vector<Record> &) = 0;
    virtual bool deleteRecordSet(const std::string &setId) = 0;
};

class PlanStore {
public:
    void put(const Plan &p)
    {
        std::unique_lock lk(mu_);
        auto &slot = current_[p.endpoint];
        history_.push_back(p);
        if (slot.generation < p.generation)
            slot = p;
    }

    std::uint64_t generationOf(const std::string &endpoint) const
    {
        std::shared_lock lk(mu_);
        auto it = current_.find(endpoint);
        return it == current_.end() ? 0 : it->second.generation;
    }

    std::optional<Plan> current(const std::string &endpoint) const
    {
        std::shared_lock lk(mu_);
        auto it = current_.find(endpoint);
        if (it == current_.end())
            return std::nullopt;
        return it->second;
    }

    void erase(const std::string &endpoint)
    {
        std::unique_lock lk(mu_);
        current_.erase(endpoint);
    }

    std::vector<Plan> history() const
    {
        std::shared_lock lk(mu_);
        return history_;
    }

private:
    mutable std::shared_mutex mu_;
    std::map<std::string, Plan> current_;
    std::vector<Plan> history_;
};

class Enactor {
public:
    Enactor(PlanStore &s, RecordService &svc) : store_(s), svc_(svc) {}

    // One enactor runs per availability zone.
    bool apply(const Plan &p, const std::vector<Record> &records)
    {
        for (const auto &id : p.recordSetIds)
            if (!svc_.upsert(id, records))
                return false;
        store_.put(p);
        cleanupOlderThan(p);
        return true;
    }

    void invalidate(const std::string &endpoint, std::uint64_t upTo)
    {
        if (store_.generationOf(endpoint) < upTo)
            store_.erase(endpoint); // EXPECT: timestamp-cleanup
    }

private:
    static constexpr std::uint64_t kKeepGenerations = 5;

    void deletePlanResources(const Plan &p)
    {
        for (const auto &id : p.recordSetIds)
            svc_.deleteRecordSet(id);
    }

    void cleanupOlderThan(const Plan &newest)
    {
        for (const auto &old : store_.history()) {
            if (old.endpoint != newest.endpoint)
                continue;
            if (old.generation + kKeepGenerations < newest.generation)
                deletePlanResources(old); // EXPECT: timestamp-cleanup
        }
    }

    PlanStore &store_;
    RecordService &svc_;
};

} // namespace zone
