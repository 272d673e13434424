#include "plan_store.h"
#include <sstream>

std::string Plan::encode() const {
    std::ostringstream os;
    os << seats << ' ' << used << ' ' << tier;
    return os.str();
}

std::optional<Plan> Plan::decode(const std::string& raw) {
    std::istringstream is(raw);
    Plan p;
    if (!(is >> p.seats >> p.used >> p.tier))
        return std::nullopt;
    return p;
}

std::optional<Plan> PlanStore::load(const std::string& org) {
    std::string raw;
    if (!db_->Get(leveldb::ReadOptions(), key(org), &raw).ok())
        return std::nullopt;
    return Plan::decode(raw);
}

bool PlanStore::save(const std::string& org, const Plan& plan) {
    return db_->Put(leveldb::WriteOptions(), key(org), plan.encode()).ok();
}

std::optional<Plan> PlanStore::lookup(const std::string& org) {
    return load(org);
}

bool PlanStore::addSeats(const std::string& org, long n) {
    std::lock_guard<std::mutex> g(mu_);
    auto plan = load(org);
    if (!plan)
        return false;
    plan->seats += n;
    return save(org, *plan);
}

bool PlanStore::takeSeat(const std::string& org) {
    std::lock_guard<std::mutex> g(mu_);
    auto plan = load(org);
    if (!plan || plan->used >= plan->seats)
        return false;
    plan->used++;
    return save(org, *plan);
}

bool PlanStore::releaseSeat(const std::string& org) {
    auto plan = load(org);
    if (!plan || plan->used == 0)
        return false;
    plan->used--;
    return save(org, *plan); // EXPECT: unversioned-write
}

bool PlanStore::setTier(const std::string& org, const std::string& tier) {
    std::optional<Plan> plan;
    {
        std::lock_guard<std::mutex> g(mu_);
        plan = load(org);
    }
    if (!plan || plan->tier == tier)
        return plan.has_value();
    plan->tier = tier;
    if (tier == "free" && plan->seats > 5)
        plan->seats = 5;
    std::lock_guard<std::mutex> g(mu_);
    return save(org, *plan); // EXPECT: unversioned-write
}

bool PlanStore::provision(const std::string& org, const Plan& plan) {
    std::lock_guard<std::mutex> g(mu_);
    return save(org, plan);
}
