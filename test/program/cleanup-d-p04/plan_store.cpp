// STD: c++20
#include "plan_store.h"

#include <fstream>

namespace fs = std::filesystem;
namespace deploy {

void PlanStore::load() {
    std::lock_guard<std::mutex> lk(mu_);
    for (auto& de : fs::directory_iterator(root_)) {
        std::ifstream in(de.path() / "MANIFEST");
        long long secs = 0;
        PlanMeta m;
        if (!(in >> m.id >> m.author >> secs))
            continue;
        m.generated_at = WallTime(std::chrono::seconds(secs));
        m.dir = de.path();
        plans_[m.id] = m;
    }
}

std::optional<PlanMeta> PlanStore::find(const std::string& id) const {
    std::lock_guard<std::mutex> lk(mu_);
    auto it = plans_.find(id);
    if (it == plans_.end())
        return std::nullopt;
    return it->second;
}

std::vector<PlanMeta> PlanStore::list() const {
    std::lock_guard<std::mutex> lk(mu_);
    std::vector<PlanMeta> out;
    out.reserve(plans_.size());
    for (auto& [id, m] : plans_)
        out.push_back(m);
    return out;
}

void PlanStore::retire(const PlanMeta& plan) {
    {
        std::lock_guard<std::mutex> lk(mu_);
        plans_.erase(plan.id);
    }
    std::error_code ec;
    fs::remove_all(plan.dir, ec);
}

} // namespace deploy
