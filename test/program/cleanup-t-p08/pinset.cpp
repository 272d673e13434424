// STD: c++17
#include "backups.hpp"

namespace backup {

void PinSet::pin(const std::string& name) {
    std::lock_guard<std::mutex> g(mu_);
    names_.insert(name);
}

void PinSet::unpin(const std::string& name) {
    std::lock_guard<std::mutex> g(mu_);
    auto it = names_.find(name);
    if (it != names_.end()) names_.erase(it);
}

// Caller holds mutex().
bool PinSet::contains(const std::string& name) const { return names_.count(name) != 0; }

}  // namespace backup
