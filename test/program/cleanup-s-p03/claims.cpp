#include "claims.h"

namespace ingest {

bool ClaimTable::tryClaim(const std::string &name)
{
    std::lock_guard lk(mu_);
    return claimed_.insert(name).second;
}

void ClaimTable::release(const std::string &name)
{
    std::lock_guard lk(mu_);
    claimed_.erase(name);
}

} // namespace ingest
