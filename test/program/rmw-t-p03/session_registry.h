#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace relay {

struct Session {
    std::string user;
    int socket = -1;
};

class SessionRegistry {
public:
    bool online(const std::string &user) const;
    void enroll(const std::string &user, std::shared_ptr<Session> s);
    bool enroll_if_absent(const std::string &user, std::shared_ptr<Session> s);
    void leave(const std::string &user);

    std::uint32_t quota(const std::string &user) const;
    void set_quota(const std::string &user, std::uint32_t bytes);
    bool charge(const std::string &user, std::uint32_t bytes);

private:
    mutable std::mutex mu_;
    std::unordered_map<std::string, std::shared_ptr<Session>> sessions_;
    std::unordered_map<std::string, std::uint32_t> quota_;
};

}  // namespace relay
