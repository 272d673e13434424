#include "plan_store.h"

#include <fstream>
#include <system_error>

namespace fs = std::filesystem;

namespace dns {

PlanStore::PlanStore(fs::path root) : root_(std::move(root)) { reload(); }

void PlanStore::reload() {
    std::map<std::string, Plan> found;
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(root_, ec)) {
        std::ifstream manifest(entry.path() / "MANIFEST");
        Plan plan;
        if (!(manifest >> plan.id >> plan.zone))
            continue;
        plan.dir = entry.path();
        plan.generated = fs::last_write_time(entry.path() / "MANIFEST", ec);
        if (!ec)
            found.emplace(plan.id, plan);
    }
    std::lock_guard<std::mutex> lk(mu_);
    plans_.swap(found);
}

std::vector<Plan> PlanStore::plans() const {
    std::lock_guard<std::mutex> lk(mu_);
    std::vector<Plan> out;
    out.reserve(plans_.size());
    for (const auto& [id, plan] : plans_)
        out.push_back(plan);
    return out;
}

bool PlanStore::begin_apply(const std::string& id) {
    std::lock_guard<std::mutex> lk(mu_);
    return plans_.count(id) != 0 && applying_.insert(id).second;
}

void PlanStore::end_apply(const std::string& id) {
    std::lock_guard<std::mutex> lk(mu_);
    applying_.erase(id);
}

std::size_t PlanStore::drop_zone(const std::string& zone) {
    std::lock_guard<std::mutex> lk(mu_);
    std::size_t dropped = 0;
    for (const auto& [id, plan] : plans_) {
        if (plan.zone != zone || applying_.count(id) != 0)
            continue;
        std::error_code ec;
        fs::remove_all(plan.dir, ec);
        if (!ec)
            ++dropped;
    }
    return dropped;
}

}  // namespace dns
