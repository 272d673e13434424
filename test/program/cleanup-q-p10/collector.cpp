// STD: c++20
#include "snapshot.h"

#include <thread>
#include <utility>

namespace vol {

namespace {
Seconds current() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}
}  // namespace

Collector::Collector(SnapshotStore& store, ExportTable& exports, RetentionPolicy policy)
    : store_(store), exports_(exports), policy_(std::move(policy)) {}

std::size_t Collector::prune_volume(const std::string& volume) {
    const auto now = current();
    std::size_t n = 0;
    for (const auto& meta : store_.list()) {
        if (meta.volume != volume || !policy_.expired(meta, now))
            continue;
        exports_.unless_exported(meta.id, [&] { n += store_.drop(meta.id); });
    }
    return n;
}

std::size_t Collector::prune_all() {
    const auto now = current();
    std::size_t n = 0;
    for (const auto& meta : store_.list())
        if (policy_.expired(meta, now) && store_.drop(meta.id)) // EXPECT: timestamp-cleanup
            ++n;
    return n;
}

}  // namespace vol

int main() {
    using namespace vol;
    SnapshotStore store("/srv/snapshots");
    ExportTable exports;
    Collector gc(store, exports, RetentionPolicy(std::chrono::days(14), std::chrono::days(90)));
    store.load();
    std::thread exporter([&] {
        for (const auto& meta : store.list()) {
            exports.attach(meta.id);
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            exports.detach(meta.id);
        }
    });
    gc.prune_volume("vm-boot");
    gc.prune_all();
    exporter.join();
}
