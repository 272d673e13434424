// STD: c++20
#include "tenant.h"

namespace dbaas {

namespace {
bool purgeable(const Tenant& t, SysClock::time_point cutoff) {
    if (t.state != TenantState::Deleted || t.openSessions != 0)
        return false;
    return t.deletedAt < cutoff;
}
} // namespace

std::size_t TenantCatalog::purgeDeleted(std::chrono::hours grace) {
    const auto cutoff = SysClock::now() - grace;
    std::size_t n = 0;
    std::lock_guard lk(mu_);
    for (auto it = tenants_.begin(); it != tenants_.end();) {
        if (!purgeable(it->second, cutoff)) {
            ++it;
            continue;
        }
        std::error_code ec;
        std::filesystem::remove_all(it->second.dataDir, ec);
        if (ec) {
            ++it;
            continue;
        }
        it = tenants_.erase(it);
        ++n;
    }
    return n;
}

} // namespace dbaas
