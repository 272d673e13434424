#pragma once

#include "session_registry.h"

namespace relay {

enum class Login { ok, taken, refused };

class Front {
public:
    explicit Front(SessionRegistry &registry) : registry_(registry) {}

    Login login(const std::string &user, int socket);
    Login resume(const std::string &user, int socket);
    void top_up(const std::string &user, std::uint32_t bytes);
    bool deliver(const std::string &user, const std::string &payload);

private:
    SessionRegistry &registry_;
};

}  // namespace relay
