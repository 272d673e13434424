// STD: c++20
#include "catalog.h"
#include <utility>

bool Catalog::create(const std::string& name) {
    std::lock_guard lk(mu_);
    auto [it, fresh] = buckets_.try_emplace(name);
    if (!fresh) return false;
    it->second.dir = root_ / name;
    std::error_code ec;
    std::filesystem::create_directories(it->second.dir, ec);
    return !ec;
}

bool Catalog::trash(const std::string& name) {
    std::lock_guard lk(mu_);
    auto it = buckets_.find(name);
    if (it == buckets_.end() || it->second.trashed) return false;
    it->second.trashed = true;
    tickets_.push_back({name, it->second.dir, Mono::now()});
    return true;
}

bool Catalog::restore(const std::string& name) {
    std::lock_guard lk(mu_);
    auto it = buckets_.find(name);
    if (it == buckets_.end()) return false;
    it->second.trashed = false;
    return true;
}

std::optional<std::filesystem::path> Catalog::beginUpload(const std::string& name) {
    std::lock_guard lk(mu_);
    auto it = buckets_.find(name);
    if (it == buckets_.end() || it->second.trashed) return std::nullopt;
    ++it->second.openUploads;
    return it->second.dir;
}

void Catalog::endUpload(const std::string& name) {
    std::lock_guard lk(mu_);
    if (auto it = buckets_.find(name); it != buckets_.end()) --it->second.openUploads;
}

void Catalog::forget(const std::string& name) {
    std::lock_guard lk(mu_);
    if (auto it = buckets_.find(name); it != buckets_.end() && it->second.trashed) buckets_.erase(it);
}

std::vector<TrashTicket> Catalog::takeTickets() {
    std::lock_guard lk(mu_);
    return std::exchange(tickets_, {});
}

void Catalog::giveBack(std::vector<TrashTicket> tickets) {
    std::lock_guard lk(mu_);
    for (auto& t : tickets) tickets_.push_back(std::move(t));
}
