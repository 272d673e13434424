#pragma once
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace dns {

struct Plan {
    std::string id;
    std::string zone;
    std::filesystem::path dir;
    std::filesystem::file_time_type generated;
};

class PlanStore {
public:
    explicit PlanStore(std::filesystem::path root);

    void reload();
    std::vector<Plan> plans() const;

    // An enactor brackets the write of a plan's records with begin_apply/end_apply.
    bool begin_apply(const std::string& id);
    void end_apply(const std::string& id);

    // Drops plans of zones that have been delegated away.
    std::size_t drop_zone(const std::string& zone);

private:
    std::filesystem::path root_;
    mutable std::mutex mu_;
    std::map<std::string, Plan> plans_;
    std::set<std::string> applying_;
};

class PlanCleaner {
public:
    PlanCleaner(PlanStore& store, std::chrono::minutes keep) : store_(store), keep_(keep) {}
    std::size_t run_once();

private:
    bool past_retention(const Plan& plan) const;
    bool delete_plan_resources(const Plan& plan);

    PlanStore& store_;
    std::chrono::minutes keep_;
};

}  // namespace dns
