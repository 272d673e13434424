// RUN: %tocsin %s
// STD: c++20
// Snapshots of a volume. Restore jobs read a snapshot tree for minutes and
// register it in the reading set first.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <ranges>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

namespace vol {

struct Snapshot {
    std::string name;
    std::chrono::sys_seconds taken_at;
};

class SnapshotStore {
public:
    explicit SnapshotStore(fs::path root) : root_(std::move(root)) {}

    void add(Snapshot s)
    {
        std::lock_guard lk(mu_);
        snapshots_.push_back(std::move(s));
    }
    bool beginRead(const std::string &name);
    void endRead(const std::string &name);
    std::size_t keepNewest(std::size_t keep);
    std::size_t keepNewestIdle(std::size_t keep);
    bool restore(const std::string &name, const fs::path &target);

private:
    fs::path root_;
    std::mutex mu_;
    std::vector<Snapshot> snapshots_;
    std::multiset<std::string> reading_;
};

bool SnapshotStore::beginRead(const std::string &name)
{
    std::lock_guard lk(mu_);
    if (std::ranges::find(snapshots_, name, &Snapshot::name) == snapshots_.end())
        return false;
    reading_.insert(name);
    return true;
}

void SnapshotStore::endRead(const std::string &name)
{
    std::lock_guard lk(mu_);
    if (const auto it = reading_.find(name); it != reading_.end())
        reading_.erase(it);
}

bool SnapshotStore::restore(const std::string &name, const fs::path &target)
{
    if (!beginRead(name))
        return false;
    std::error_code ec;
    fs::copy(root_ / name, target, fs::copy_options::recursive, ec);
    endRead(name);
    return !ec;
}

std::size_t SnapshotStore::keepNewest(std::size_t keep)
{
    std::lock_guard lk(mu_);
    std::ranges::sort(snapshots_, std::ranges::greater{}, &Snapshot::taken_at);
    std::size_t n = 0;
    std::error_code ec;
    for (const auto &s : snapshots_ | std::views::drop(keep)) {
        fs::remove_all(root_ / s.name, ec); // EXPECT-MISS: timestamp-cleanup
        ++n;
    }
    snapshots_.resize(std::min(keep, snapshots_.size()));
    return n;
}

std::size_t SnapshotStore::keepNewestIdle(std::size_t keep)
{
    std::lock_guard lk(mu_);
    std::ranges::sort(snapshots_, std::ranges::greater{}, &Snapshot::taken_at);
    std::size_t n = 0;
    for (std::size_t i = keep; i < snapshots_.size();) {
        const std::string &name = snapshots_[i].name;
        if (reading_.contains(name)) {
            ++i;
            continue;
        }
        std::error_code ec;
        fs::remove_all(root_ / name, ec);
        snapshots_.erase(snapshots_.begin() + static_cast<std::ptrdiff_t>(i));
        ++n;
    }
    return n;
}

} // namespace vol

int main(int argc, char **argv)
{
    vol::SnapshotStore store(argc > 1 ? argv[1] : "/var/lib/vol/snapshots");
    std::jthread nightly([&](std::stop_token st) {
        while (!st.stop_requested()) {
            store.keepNewest(30);
            store.keepNewestIdle(14);
            std::this_thread::sleep_for(std::chrono::hours(24));
        }
    });
    return store.restore("nightly-1", "/var/lib/vol/restore") ? 0 : 1;
}
