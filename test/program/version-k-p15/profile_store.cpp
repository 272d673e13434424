// STD: c++20
#include "profile_store.h"

#include <mutex>

namespace community {

bool ProfileStore::create(const Profile& p) {
    std::unique_lock lock(mutex_);
    Profile first = p;
    first.revision = 1;
    settings_.try_emplace(p.user, Settings{p.user, true, 1});
    return profiles_.try_emplace(p.user, std::move(first)).second;
}

std::optional<Profile> ProfileStore::load(const std::string& user) const {
    std::shared_lock lock(mutex_);
    auto it = profiles_.find(user);
    if (it == profiles_.end()) return std::nullopt;
    return it->second;
}

StoreResult ProfileStore::save(const Profile& p) {
    std::unique_lock lock(mutex_);
    auto it = profiles_.find(p.user);
    if (it == profiles_.end()) return StoreResult::NotFound;
    const uint64_t next = it->second.revision + 1;
    it->second = p;
    it->second.revision = next;
    return StoreResult::Stored;
}

StoreResult ProfileStore::saveIf(const Profile& p, uint64_t expectedRevision) {
    std::unique_lock lock(mutex_);
    auto it = profiles_.find(p.user);
    if (it == profiles_.end()) return StoreResult::NotFound;
    if (it->second.revision != expectedRevision) return StoreResult::RevisionConflict;
    it->second = p;
    it->second.revision = expectedRevision + 1;
    return StoreResult::Stored;
}

std::optional<Settings> ProfileStore::loadSettings(const std::string& user) const {
    std::shared_lock lock(mutex_);
    auto it = settings_.find(user);
    if (it == settings_.end()) return std::nullopt;
    return it->second;
}

}  // namespace community
