// STD: c++20
#include "session_registry.h"

namespace relay {

bool SessionRegistry::online(const std::string &user) const {
    const std::lock_guard lk(mu_);
    return sessions_.contains(user);
}

void SessionRegistry::enroll(const std::string &user, std::shared_ptr<Session> s) {
    const std::lock_guard lk(mu_);
    sessions_[user] = std::move(s);
}

bool SessionRegistry::enroll_if_absent(const std::string &user, std::shared_ptr<Session> s) {
    const std::lock_guard lk(mu_);
    return sessions_.try_emplace(user, std::move(s)).second;
}

void SessionRegistry::leave(const std::string &user) {
    const std::lock_guard lk(mu_);
    sessions_.erase(user);
}

std::uint32_t SessionRegistry::quota(const std::string &user) const {
    const std::lock_guard lk(mu_);
    const auto it = quota_.find(user);
    return it == quota_.end() ? 0 : it->second;
}

void SessionRegistry::set_quota(const std::string &user, std::uint32_t bytes) {
    const std::lock_guard lk(mu_);
    quota_[user] = bytes;
}

bool SessionRegistry::charge(const std::string &user, std::uint32_t bytes) {
    const std::lock_guard lk(mu_);
    const auto it = quota_.find(user);
    if (it == quota_.end() || it->second < bytes) return false;
    it->second -= bytes;
    return true;
}

}  // namespace relay
