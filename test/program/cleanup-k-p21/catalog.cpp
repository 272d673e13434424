// STD: c++20
#include "tenant.h"

namespace dbaas {

void TenantCatalog::create(const std::string& id) {
    std::lock_guard lk(mu_);
    auto [it, fresh] = tenants_.try_emplace(id);
    if (!fresh)
        return;
    it->second.id = id;
    it->second.dataDir = root_ / id;
    std::filesystem::create_directories(it->second.dataDir);
}

bool TenantCatalog::openSession(const std::string& id) {
    std::lock_guard lk(mu_);
    auto it = tenants_.find(id);
    if (it == tenants_.end() || it->second.state != TenantState::Active)
        return false;
    ++it->second.openSessions;
    return true;
}

void TenantCatalog::closeSession(const std::string& id) {
    std::lock_guard lk(mu_);
    if (auto it = tenants_.find(id); it != tenants_.end())
        --it->second.openSessions;
}

bool TenantCatalog::markDeleted(const std::string& id) {
    std::lock_guard lk(mu_);
    auto it = tenants_.find(id);
    if (it == tenants_.end())
        return false;
    it->second.state = TenantState::Deleted;
    it->second.deletedAt = SysClock::now();
    return true;
}

bool TenantCatalog::restore(const std::string& id) {
    std::lock_guard lk(mu_);
    auto it = tenants_.find(id);
    if (it == tenants_.end())
        return false;
    it->second.state = TenantState::Active;
    return true;
}

} // namespace dbaas
