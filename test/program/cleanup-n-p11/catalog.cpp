// STD: c++20
#include "catalog.hpp"

namespace backup {

std::optional<std::filesystem::path> Catalog::mount(std::uint64_t id) {
    std::lock_guard g(mu_);
    auto it = sets_.find(id);
    if (it == sets_.end() || it->second.state == SetState::Deleting)
        return std::nullopt;
    it->second.mounts++;
    return it->second.dir;
}

void Catalog::unmount(std::uint64_t id) {
    std::lock_guard g(mu_);
    if (auto it = sets_.find(id); it != sets_.end() && it->second.mounts > 0)
        it->second.mounts--;
}

bool Catalog::trash(std::uint64_t id) {
    std::lock_guard g(mu_);
    auto it = sets_.find(id);
    if (it == sets_.end())
        return false;
    it->second.state = SetState::Trashed;
    return true;
}

} // namespace backup
