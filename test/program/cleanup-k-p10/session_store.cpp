// STD: c++20
#include "session_store.h"

namespace whiteboard {

std::filesystem::path BoardStore::open(const std::string& id) {
    std::lock_guard lk(mu_);
    auto [it, fresh] = boards_.try_emplace(id);
    if (fresh) {
        it->second.id = id;
        it->second.dataDir = root_ / id;
        std::filesystem::create_directories(it->second.dataDir);
    }
    it->second.lastEdited = Clock::now();
    return it->second.dataDir;
}

void BoardStore::noteEdit(const std::string& id) {
    std::lock_guard lk(mu_);
    if (auto it = boards_.find(id); it != boards_.end())
        it->second.lastEdited = Clock::now();
}

std::optional<std::filesystem::path> BoardStore::dirOf(const std::string& id) const {
    std::lock_guard lk(mu_);
    auto it = boards_.find(id);
    if (it == boards_.end())
        return std::nullopt;
    return it->second.dataDir;
}

std::deque<std::string> BoardStore::editedBefore(Clock::time_point cutoff) const {
    std::deque<std::string> out;
    std::lock_guard lk(mu_);
    for (const auto& [id, b] : boards_)
        if (b.lastEdited < cutoff)
            out.push_back(id);
    return out;
}

void BoardStore::forget(const std::string& id) {
    std::lock_guard lk(mu_);
    boards_.erase(id);
}

} // namespace whiteboard
