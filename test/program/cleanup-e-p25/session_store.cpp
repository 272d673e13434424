// STD: c++20
#include "session_store.h"

std::optional<std::string> SessionStore::join(std::uint64_t id) {
    std::lock_guard<std::mutex> lock(mu_);
    auto it = sessions_.find(id);
    if (it == sessions_.end())
        return std::nullopt;
    ++it->second.editors;
    it->second.lastEdit = std::time(nullptr);
    return it->second.journal;
}

void SessionStore::leave(std::uint64_t id) {
    std::lock_guard<std::mutex> lock(mu_);
    auto it = sessions_.find(id);
    if (it == sessions_.end())
        return;
    --it->second.editors;
    it->second.lastEdit = std::time(nullptr);
}

void SessionStore::create(std::uint64_t id, const std::string &document) {
    std::lock_guard<std::mutex> lock(mu_);
    EditSession s;
    s.document = document;
    s.journal = "/var/lib/collab/" + std::to_string(id) + ".journal";
    s.lastEdit = std::time(nullptr);
    sessions_.emplace(id, std::move(s));
}
