#pragma once

#include <cstddef>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

namespace web {

struct SessionMeta {
    std::size_t bytes = 0;
    std::time_t touched = 0;
};

std::optional<SessionMeta> probe(const std::string& file);

class SessionStore {
public:
    SessionStore(std::string dir, std::time_t ttl) : dir_(std::move(dir)), ttl_(ttl) {}

    std::vector<char> load(const std::string& id) const;
    bool expire(const std::string& id, std::time_t now) const;

private:
    std::string fileFor(const std::string& id) const { return dir_ + "/sess_" + id; }

    std::string dir_;
    std::time_t ttl_;
};

} // namespace web
