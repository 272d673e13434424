#pragma once
#include <chrono>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace deploy {

using WallTime = std::chrono::sys_seconds;

struct PlanMeta {
    std::string id;
    std::string author;
    WallTime generated_at;      // from the plan's manifest
    std::filesystem::path dir;  // rendered templates, one file per host
};

class PlanStore {
public:
    explicit PlanStore(std::filesystem::path root) : root_(std::move(root)) {}
    void load();
    std::optional<PlanMeta> find(const std::string& id) const;
    std::vector<PlanMeta> list() const;
    void retire(const PlanMeta& plan);

private:
    std::filesystem::path root_;
    mutable std::mutex mu_;
    std::unordered_map<std::string, PlanMeta> plans_;
};

struct RetentionPolicy {
    std::chrono::hours plan_retention{24 * 7};
};

bool PastRetention(const PlanMeta& plan, const RetentionPolicy& policy, WallTime now);

class Applier {
public:
    Applier(PlanStore& store, unsigned workers) : store_(store), workers_(workers) {}
    bool apply(const std::string& plan_id);

private:
    PlanStore& store_;
    unsigned workers_;
};

int sweep_plans(PlanStore& store, const RetentionPolicy& policy);

} // namespace deploy
