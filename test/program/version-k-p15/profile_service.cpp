// STD: c++20
#include "profile_service.h"

#include <algorithm>

namespace community {

bool ProfileService::awardBadge(const std::string& user, const std::string& badge) {
    auto profile = store_.load(user);
    if (!profile) return false;
    auto& badges = profile->badges;
    if (std::find(badges.begin(), badges.end(), badge) != badges.end()) return true;
    badges.push_back(badge);
    profile->karma += 10;
    return store_.save(*profile) == StoreResult::Stored; // EXPECT: unversioned-write
}

bool ProfileService::addKarma(const std::string& user, int delta) {
    StoreResult r;
    do {
        auto profile = store_.load(user);
        if (!profile) return false;
        profile->karma = std::max(0, profile->karma + delta);
        r = store_.saveIf(*profile, profile->revision);
    } while (r == StoreResult::RevisionConflict);
    return r == StoreResult::Stored;
}

bool ProfileService::rename(const std::string& user, const std::string& displayName) {
    auto profile = store_.load(user);
    auto settings = store_.loadSettings(user);
    if (!profile || !settings) return false;
    profile->displayName = displayName;
    if (settings->mailDigest) profile->displayName += " *";
    return store_.saveIf(*profile, settings->revision) == StoreResult::Stored; // EXPECT: unversioned-write
}

void ProfileService::decayKarma(const std::string& user) {
    auto profile = store_.load(user);
    if (!profile || profile->karma == 0) return;
    profile->karma -= profile->karma / 10;
    store_.saveIf(*profile, profile->revision); // EXPECT: ignored-conflict
}

bool ProfileService::importProfile(const std::string& user, const std::string& displayName, int karma) {
    Profile p;
    p.user = user;
    p.displayName = displayName;
    p.karma = karma;
    if (store_.create(p)) return true;
    return store_.save(p) == StoreResult::Stored;
}

}  // namespace community
