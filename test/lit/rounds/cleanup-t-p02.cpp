// RUN: %tocsin %s
// STD: c++17
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace provisioning {

using Clock = std::chrono::steady_clock;

class StorageBackend {
public:
    virtual ~StorageBackend() = default;
    virtual bool deleteVolume(const std::string& id) = 0;
    virtual bool deleteSnapshot(const std::string& id) = 0;
};

struct RolloutPlan {
    std::string id;
    std::string volume_id;
    std::vector<std::string> snapshot_ids;
    Clock::time_point generated_at;
    int appliers = 0;
};

class PlanStore {
public:
    PlanStore(StorageBackend& backend, Clock::duration retention)
        : backend_(backend), retention_(retention) {}

    void add(RolloutPlan plan) {
        std::lock_guard<std::mutex> g(mu_);
        plan.generated_at = Clock::now();
        auto id = plan.id;
        plans_[id] = std::make_unique<RolloutPlan>(std::move(plan));
    }

    bool apply(const std::string& id, const std::function<bool(const std::string& volume)>& step) {
        RolloutPlan* plan = nullptr;
        {
            std::lock_guard<std::mutex> g(mu_);
            auto it = plans_.find(id);
            if (it == plans_.end()) return false;
            plan = it->second.get();
            ++plan->appliers;
        }
        bool ok = step(plan->volume_id);
        std::lock_guard<std::mutex> g(mu_);
        --plan->appliers;
        return ok;
    }

    // Called when an operator trims the list from the console.
    size_t trimDrained() {
        std::lock_guard<std::mutex> g(mu_);
        const auto cutoff = Clock::now() - retention_;
        size_t n = 0;
        for (auto it = plans_.begin(); it != plans_.end();) {
            const RolloutPlan& p = *it->second;
            if (p.generated_at >= cutoff || p.appliers > 0) {
                ++it;
                continue;
            }
            dropArtifacts(p);
            it = plans_.erase(it);
            ++n;
        }
        return n;
    }

    // Called hourly.
    size_t compact() {
        std::lock_guard<std::mutex> g(mu_);
        size_t n = 0;
        auto it = plans_.begin();
        while (it != plans_.end()) {
            const auto age = Clock::now() - it->second->generated_at;
            if (age <= retention_) {
                ++it;
                continue;
            }
            dropArtifacts(*it->second); // EXPECT: timestamp-cleanup
            it = plans_.erase(it);
            ++n;
        }
        return n;
    }

private:
    void dropArtifacts(const RolloutPlan& p) {
        for (const auto& s : p.snapshot_ids) backend_.deleteSnapshot(s);
        backend_.deleteVolume(p.volume_id);
    }

    StorageBackend& backend_;
    Clock::duration retention_;
    std::mutex mu_;
    std::map<std::string, std::unique_ptr<RolloutPlan>> plans_;
};

}  // namespace provisioning
