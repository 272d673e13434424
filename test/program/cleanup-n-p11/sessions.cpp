// STD: c++20
#include "catalog.hpp"

namespace backup {

static constexpr auto kLease = std::chrono::minutes(10);

std::uint64_t RestoreSessions::open(std::uint64_t set) {
    if (!cat_.mount(set))
        return 0;
    std::lock_guard g(mu_);
    open_[next_] = Session{set, Clock::now() + kLease};
    return next_++;
}

bool RestoreSessions::renew(std::uint64_t session) {
    std::lock_guard g(mu_);
    auto it = open_.find(session);
    if (it == open_.end())
        return false;
    it->second.leaseEnd = Clock::now() + kLease;
    return true;
}

void RestoreSessions::sweep() {
    std::vector<std::uint64_t> lapsed;
    {
        std::lock_guard g(mu_);
        const auto now = Clock::now();
        for (auto it = open_.begin(); it != open_.end();) {
            if (it->second.leaseEnd > now) { // EXPECT: wall-clock-interval
                ++it;
                continue;
            }
            lapsed.push_back(it->second.set);
            it = open_.erase(it);
        }
    }
    for (auto set : lapsed)
        cat_.unmount(set);
}

} // namespace backup
