// STD: c++20
#include <algorithm>

#include "layout_store.h"

namespace cluster {

ApplyStatus dropShard(LayoutStore& store, const std::string& name, const std::string& shard) {
    ApplyStatus st = ApplyStatus::VersionMismatch;
    for (int i = 0; i < 5 && st == ApplyStatus::VersionMismatch; ++i) {
        const Layout seen = store.snapshot(name);
        st = store.rewrite(name, seen.version, [&](std::vector<std::string>& shards) {
            shards.erase(std::remove(shards.begin(), shards.end(), shard), shards.end());
        });
    }
    return st;
}

ApplyStatus growBy(LayoutStore& store, const std::string& name, int count) {
    for (int i = 0; i < count; ++i) {
        const Layout seen = store.snapshot(name);
        ApplyStatus st = store.addShard(name, seen.version, name + "-" + std::to_string(seen.shards.size()));
        if (st != ApplyStatus::Ok) return st;
    }
    return ApplyStatus::Ok;
}

}  // namespace cluster
