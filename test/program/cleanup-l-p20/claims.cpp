// STD: c++20
#include "artifacts.h"

namespace artcache {

void ClaimTable::claim(const std::string &key)
{
    std::lock_guard<std::mutex> g(mu_);
    ++held_[key];
}

void ClaimTable::unclaim(const std::string &key)
{
    std::lock_guard<std::mutex> g(mu_);
    auto it = held_.find(key);
    if (it != held_.end() && --it->second == 0)
        held_.erase(it);
}

bool ClaimTable::ifUnclaimed(const std::string &key, const std::function<void()> &fn)
{
    std::lock_guard<std::mutex> g(mu_);
    if (held_.count(key) != 0)
        return false;
    fn();
    return true;
}

} // namespace artcache
