// STD: c++20
#include "catalog.hpp"
#include <syslog.h>

namespace backup {

unsigned Catalog::expire(Clock::duration keep) {
    std::vector<std::pair<std::uint64_t, std::filesystem::path>> victims;
    const auto cutoff = Clock::now() - keep;
    {
        std::lock_guard g(mu_);
        for (const auto &[id, s] : sets_)
            if (s.created < cutoff && s.mounts == 0)
                victims.emplace_back(id, s.dir);
    }
    unsigned n = 0;
    for (const auto &[id, dir] : victims) {
        std::error_code ec;
        std::filesystem::remove_all(dir, ec); // EXPECT: timestamp-cleanup
        if (ec) {
            syslog(LOG_ERR, "expire %s: %s", dir.c_str(), ec.message().c_str());
            continue;
        }
        std::lock_guard g(mu_);
        sets_.erase(id);
        ++n;
    }
    return n;
}

unsigned Catalog::purgeTrash(Clock::duration keep) {
    std::vector<std::pair<std::uint64_t, std::filesystem::path>> victims;
    const auto cutoff = Clock::now() - keep;
    {
        std::lock_guard g(mu_);
        for (auto &[id, s] : sets_) {
            if (s.state != SetState::Trashed || s.mounts != 0 || s.created >= cutoff)
                continue;
            s.state = SetState::Deleting;
            victims.emplace_back(id, s.dir);
        }
    }
    for (const auto &[id, dir] : victims) {
        std::error_code ec;
        std::filesystem::remove_all(dir, ec);
        std::lock_guard g(mu_);
        sets_.erase(id);
    }
    return static_cast<unsigned>(victims.size());
}

} // namespace backup
