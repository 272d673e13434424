// RUN: %tocsin %s
// STD: c++20
// Snapshot catalogue of a key-value server. Backups stream snapshots out of their directory.
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <system_error>
#include <thread>
#include <unordered_set>
#include <vector>

namespace fs = std::filesystem;

struct SnapshotDir {
    fs::path path;
    fs::file_time_type created;
};

class SnapshotCatalog {
public:
    SnapshotCatalog(fs::path root, std::size_t keep) : root_(std::move(root)), keep_(keep) {}

    fs::path latest() const {
        std::shared_lock lk(mu_);
        return current_;
    }

    void publish(const fs::path &p) {
        std::unique_lock lk(mu_);
        current_ = p;
    }

    bool pin(const std::string &name) {
        std::unique_lock lk(mu_);
        if (!fs::exists(root_ / name))
            return false;
        pinned_.insert(name);
        return true;
    }

    void unpin(const std::string &name) {
        std::unique_lock lk(mu_);
        pinned_.erase(name);
    }

    // Nightly maintenance: leave the newest `keep_` snapshots.
    void retain() {
        std::lock_guard<std::mutex> one(maintenance_mu_);
        auto snaps = list(root_);
        std::sort(snaps.begin(), snaps.end(),
                  [](const SnapshotDir &a, const SnapshotDir &b) { return a.created > b.created; });
        for (std::size_t i = keep_; i < snaps.size(); ++i) {
            std::error_code ec;
            fs::remove_all(snaps[i].path, ec); // EXPECT: timestamp-cleanup
            if (ec)
                std::cerr << snaps[i].path << ": " << ec.message() << '\n';
        }
    }

    // Used when the disk runs full.
    void retainUnpinned() {
        std::lock_guard<std::mutex> one(maintenance_mu_);
        std::unique_lock lk(mu_);
        auto snaps = list(root_);
        std::sort(snaps.begin(), snaps.end(),
                  [](const SnapshotDir &a, const SnapshotDir &b) { return a.created > b.created; });
        for (std::size_t i = 1; i < snaps.size(); ++i) {
            if (pinned_.count(snaps[i].path.filename().string()))
                continue;
            std::error_code ec;
            fs::remove_all(snaps[i].path, ec);
        }
    }

private:
    static std::vector<SnapshotDir> list(const fs::path &root) {
        std::vector<SnapshotDir> out;
        std::error_code ec;
        for (const auto &e : fs::directory_iterator(root, ec))
            if (e.is_directory())
                out.push_back({e.path(), e.last_write_time()});
        return out;
    }

    fs::path root_;
    std::size_t keep_;
    std::mutex maintenance_mu_;
    mutable std::shared_mutex mu_;
    fs::path current_;
    std::unordered_set<std::string> pinned_;
};

int main() {
    SnapshotCatalog cat("/var/lib/kvd/snapshots", 5);
    std::thread backup([&] {
        if (cat.pin("000017")) {
            for (const auto &e : fs::recursive_directory_iterator("/var/lib/kvd/snapshots/000017"))
                std::cout << e.path() << '\n';
            cat.unpin("000017");
        }
    });
    std::thread nightly([&] { cat.retain(); });
    backup.join();
    nightly.join();
    cat.retainUnpinned();
}
