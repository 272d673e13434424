// STD: c++20
#include "parts.h"

namespace mergetree {

void PartSet::add(PartPtr part) {
    std::scoped_lock lk(lock_);
    auto name = part->name;
    parts_.emplace(std::move(name), std::move(part));
}

std::vector<PartPtr> PartSet::snapshot() const {
    std::scoped_lock lk(lock_);
    std::vector<PartPtr> out;
    for (const auto& [name, p] : parts_)
        if (!p->outdated) out.push_back(p);
    return out;
}

void PartSet::markOutdated(const std::string& name) {
    std::scoped_lock lk(lock_);
    auto it = parts_.find(name);
    if (it == parts_.end() || it->second->outdated) return;
    it->second->outdated = true;
    it->second->outdated_at = Clock::now();
}

fs::path PartSet::beginTemporary(const std::string& name) {
    std::scoped_lock lk(lock_);
    temporary_.insert(name);
    return root_ / ("tmp_" + name);
}

void PartSet::endTemporary(const std::string& name) {
    std::scoped_lock lk(lock_);
    temporary_.erase(name);
}

}  // namespace mergetree
