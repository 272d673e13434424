// STD: c++20
#include "layout_store.h"

namespace cluster {

// Caller holds mu_.
Layout* LayoutStore::matching(const std::string& name, uint64_t expectedVersion, ApplyStatus* why) {
    auto it = layouts_.find(name);
    if (it == layouts_.end()) {
        *why = ApplyStatus::NoSuchLayout;
        return nullptr;
    }
    if (it->second.version != expectedVersion) {
        *why = ApplyStatus::VersionMismatch;
        return nullptr;
    }
    return &it->second;
}

std::string LayoutStore::render(const std::vector<std::string>& shards) {
    std::string out;
    for (const auto& s : shards) out += "<shard>" + s + "</shard>";
    return out;
}

ApplyStatus LayoutStore::addShard(const std::string& name, uint64_t expectedVersion, std::string shard) {
    ApplyStatus why = ApplyStatus::Ok;
    std::vector<std::string> shards;
    {
        std::lock_guard<std::mutex> g(mu_);
        Layout* l = matching(name, expectedVersion, &why);
        if (!l) return why;
        shards = l->shards;
    }
    shards.push_back(std::move(shard));
    std::string text = render(shards);

    std::lock_guard<std::mutex> g(mu_);
    Layout* l = matching(name, expectedVersion, &why);
    if (!l) return why;
    l->shards = std::move(shards);
    l->rendered = std::move(text);
    l->version = expectedVersion + 1;
    return ApplyStatus::Ok;
}

ApplyStatus LayoutStore::rewrite(const std::string& name, uint64_t expectedVersion,
                                 const std::function<void(std::vector<std::string>&)>& edit) {
    Layout copy = snapshot(name);
    if (copy.version != expectedVersion) return ApplyStatus::VersionMismatch;
    edit(copy.shards);
    copy.rendered = render(copy.shards);

    std::lock_guard<std::mutex> g(mu_);
    ApplyStatus why = ApplyStatus::Ok;
    Layout* l = matching(name, copy.version, &why);
    if (!l) return why;
    copy.version++;
    *l = std::move(copy);
    return ApplyStatus::Ok;
}

ApplyStatus LayoutStore::setWhenIdle(const std::string& name, uint64_t expectedVersion,
                                     std::vector<std::string> shards) {
    ApplyStatus why = ApplyStatus::Ok;
    std::unique_lock<std::mutex> lk(mu_);
    if (!matching(name, expectedVersion, &why)) return why;
    while (busy_) {
        idle_.wait(lk);
        if (!matching(name, expectedVersion, &why)) return why;
    }
    Layout& l = layouts_[name];
    l.shards = std::move(shards);
    l.rendered = render(l.shards);
    ++l.version;
    return ApplyStatus::Ok;
}

void LayoutStore::load(const std::string& name, Layout layout) {
    std::lock_guard<std::mutex> g(mu_);
    layouts_[name] = std::move(layout);
}

Layout LayoutStore::snapshot(const std::string& name) const {
    std::lock_guard<std::mutex> g(mu_);
    auto it = layouts_.find(name);
    return it == layouts_.end() ? Layout{} : it->second;
}

void LayoutStore::setBusy(bool busy) {
    std::lock_guard<std::mutex> g(mu_);
    busy_ = busy;
    if (!busy) idle_.notify_all();
}

}  // namespace cluster
