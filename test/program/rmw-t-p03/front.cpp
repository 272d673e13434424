// STD: c++20
#include "front.h"

#include <algorithm>

namespace relay {

namespace {

constexpr std::uint32_t kMaxQuota = 64u << 20;

std::shared_ptr<Session> make_session(const std::string &user, int socket) {
    auto s = std::make_shared<Session>();
    s->user = user;
    s->socket = socket;
    return s;
}

bool valid_name(const std::string &user) {
    return !user.empty() && user.size() <= 32 &&
           std::all_of(user.begin(), user.end(), [](unsigned char c) { return c > ' ' && c < 127; });
}

}  // namespace

Login Front::login(const std::string &user, int socket) {
    if (!valid_name(user)) return Login::refused;
    if (registry_.online(user)) return Login::taken;
    registry_.enroll(user, make_session(user, socket)); // EXPECT: check-then-act
    return Login::ok;
}

Login Front::resume(const std::string &user, int socket) {
    if (!valid_name(user)) return Login::refused;
    return registry_.enroll_if_absent(user, make_session(user, socket)) ? Login::ok : Login::taken;
}

void Front::top_up(const std::string &user, std::uint32_t bytes) {
    const std::uint32_t have = registry_.quota(user);
    registry_.set_quota(user, std::min(kMaxQuota, have + bytes)); // EXPECT: lost-update
}

bool Front::deliver(const std::string &user, const std::string &payload) {
    return registry_.charge(user, static_cast<std::uint32_t>(payload.size()));
}

}  // namespace relay
