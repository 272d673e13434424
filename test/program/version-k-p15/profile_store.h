#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

namespace community {

struct Profile {
    std::string user;
    std::string displayName;
    std::vector<std::string> badges;
    int karma = 0;
    uint64_t revision = 0;
};

struct Settings {
    std::string user;
    bool mailDigest = true;
    uint64_t revision = 0;
};

enum class StoreResult { Stored, RevisionConflict, NotFound };

class ProfileStore {
public:
    bool create(const Profile& p);
    std::optional<Profile> load(const std::string& user) const;
    StoreResult save(const Profile& p);
    StoreResult saveIf(const Profile& p, uint64_t expectedRevision);
    std::optional<Settings> loadSettings(const std::string& user) const;

private:
    mutable std::shared_mutex mutex_;
    std::map<std::string, Profile> profiles_;
    std::map<std::string, Settings> settings_;
};

}  // namespace community
