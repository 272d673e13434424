// STD: c++20
#include "claims.h"

namespace store {

bool ClaimTable::claim(const std::string& name) {
    std::lock_guard<std::mutex> g(mu_);
    return names_.insert(name).second;
}

void ClaimTable::drop(const std::string& name) {
    std::lock_guard<std::mutex> g(mu_);
    names_.erase(name);
}

bool ClaimTable::contains(const std::string& name) const {
    std::lock_guard<std::mutex> g(mu_);
    return names_.count(name) != 0;
}

ClaimTable& claims() {
    static ClaimTable t;
    return t;
}

}  // namespace store
