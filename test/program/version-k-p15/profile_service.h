#pragma once
#include <string>

#include "profile_store.h"

namespace community {

class ProfileService {
public:
    explicit ProfileService(ProfileStore& store) : store_(store) {}

    bool awardBadge(const std::string& user, const std::string& badge);
    bool addKarma(const std::string& user, int delta);
    bool rename(const std::string& user, const std::string& displayName);
    void decayKarma(const std::string& user);
    bool importProfile(const std::string& user, const std::string& displayName, int karma);

private:
    ProfileStore& store_;
};

}  // namespace community
