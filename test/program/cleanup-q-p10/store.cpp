// STD: c++20
#include "snapshot.h"

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <system_error>
#include <utility>

namespace vol {

RetentionPolicy::RetentionPolicy(std::chrono::days scheduled, std::chrono::days manual)
    : scheduled_(scheduled), manual_(manual) {}

bool RetentionPolicy::expired(const SnapshotMeta& meta, Seconds now) const {
    const auto keep = meta.manual ? manual_ : scheduled_;
    return meta.taken + keep < now;
}

bool ExportTable::attach(const std::string& id) {
    std::lock_guard lk(mu_);
    exported_.insert(id);
    return exported_.count(id) == 1;
}

void ExportTable::detach(const std::string& id) {
    std::lock_guard lk(mu_);
    if (auto it = exported_.find(id); it != exported_.end())
        exported_.erase(it);
}

SnapshotStore::SnapshotStore(std::filesystem::path root) : root_(std::move(root)) {}

std::vector<SnapshotMeta> SnapshotStore::list() const {
    std::lock_guard lk(mu_);
    std::vector<SnapshotMeta> out;
    out.reserve(metas_.size());
    for (const auto& [id, meta] : metas_)
        out.push_back(meta);
    return out;
}

// Every snapshot carries a "meta" file: volume, epoch second taken, manual flag.
std::size_t SnapshotStore::load() {
    std::lock_guard lk(mu_);
    std::error_code ec;
    for (const auto& entry : std::filesystem::directory_iterator(root_, ec)) {
        std::ifstream in(entry.path() / "meta");
        SnapshotMeta meta;
        std::int64_t taken = 0;
        if (!(in >> meta.volume >> taken >> meta.manual))
            continue;
        meta.id = entry.path().filename().string();
        meta.taken = Seconds(std::chrono::seconds(taken));
        metas_.insert_or_assign(meta.id, meta);
    }
    return metas_.size();
}

bool SnapshotStore::drop(const std::string& id) {
    std::lock_guard lk(mu_);
    if (metas_.erase(id) == 0)
        return false;
    std::error_code ec;
    std::filesystem::remove_all(root_ / id, ec);
    if (ec)
        std::fprintf(stderr, "snapshot %s: %s\n", id.c_str(), ec.message().c_str());
    return !ec;
}

}  // namespace vol
