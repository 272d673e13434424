// RUN: %tocsin %s
// STD: c++20
// Snapshot and WAL retention for the catalog store.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

namespace catalog {

struct SnapshotDir {
    fs::path path;
    fs::file_time_type written;
};

class Retention {
public:
    Retention(fs::path snapshots, fs::path wal) : snapshots_(std::move(snapshots)), wal_(std::move(wal)) {}

    // A restore stream pins the snapshot it is shipping to a follower.
    void pin(const std::string& name) {
        std::lock_guard<std::mutex> lk(mu_);
        ++pins_[name];
    }

    void unpin(const std::string& name) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = pins_.find(name);
        if (it != pins_.end() && --it->second == 0) pins_.erase(it);
    }

    void acknowledge(const std::string& follower, std::uint64_t lsn) {
        std::lock_guard<std::mutex> lk(mu_);
        acked_[follower] = std::max(acked_[follower], lsn);
    }

    std::size_t keepNewest(std::size_t keep) {
        auto all = list();
        std::sort(all.begin(), all.end(),
                  [](const SnapshotDir& a, const SnapshotDir& b) { return a.written > b.written; });
        std::size_t dropped = 0;
        for (std::size_t i = keep; i < all.size(); ++i) {
            std::error_code ec;
            fs::remove_all(all[i].path, ec); // EXPECT: timestamp-cleanup
            if (!ec) ++dropped;
        }
        return dropped;
    }

    std::size_t dropUnpinned(std::chrono::hours max_age) {
        std::size_t dropped = 0;
        const auto cutoff = fs::file_time_type::clock::now() - max_age;
        std::lock_guard<std::mutex> lk(mu_);
        for (const auto& s : list()) {
            if (s.written >= cutoff || pins_.count(s.path.filename().string())) continue;
            std::error_code ec;
            fs::remove_all(s.path, ec);
            if (!ec) ++dropped;
        }
        return dropped;
    }

    std::size_t dropAncient(std::chrono::hours limit) {
        std::size_t dropped = 0;
        const auto cutoff = fs::file_time_type::clock::now() - limit;
        std::lock_guard<std::mutex> lk(mu_);
        for (const auto& s : list()) {
            if (s.written > cutoff) continue;
            const auto name = s.path.filename().string();
            if (pins_.count(name))
                std::fprintf(stderr, "retention: %s is pinned past its limit\n", name.c_str());
            std::error_code ec;
            fs::remove_all(s.path, ec); // EXPECT: timestamp-cleanup
            if (!ec) ++dropped;
        }
        return dropped;
    }

    // Segments every follower has applied.
    void truncateWal() {
        std::lock_guard<std::mutex> lk(mu_);
        if (acked_.empty()) return;
        std::uint64_t low = UINT64_MAX;
        for (const auto& [who, lsn] : acked_) low = std::min(low, lsn);
        while (segments_.size() > 1 && segments_.begin()->first < low) {
            std::error_code ec;
            fs::remove(wal_ / segments_.begin()->second, ec);
            segments_.erase(segments_.begin());
        }
    }

    void addSegment(std::uint64_t last_lsn, std::string file) {
        std::lock_guard<std::mutex> lk(mu_);
        segments_.emplace(last_lsn, std::move(file));
    }

private:
    std::vector<SnapshotDir> list() const {
        std::vector<SnapshotDir> out;
        std::error_code ec;
        for (const auto& e : fs::directory_iterator(snapshots_, ec)) {
            if (!e.is_directory(ec)) continue;
            auto t = e.last_write_time(ec);
            if (!ec) out.push_back({e.path(), t});
        }
        return out;
    }

    std::mutex mu_;
    fs::path snapshots_;
    fs::path wal_;
    std::map<std::string, int> pins_;
    std::map<std::string, std::uint64_t> acked_;
    std::map<std::uint64_t, std::string> segments_;
};

}  // namespace catalog

int main(int argc, char** argv) {
    catalog::Retention r("/var/lib/catalog/snap", "/var/lib/catalog/wal");
    r.keepNewest(argc > 1 ? 3 : 5);
    r.dropUnpinned(std::chrono::hours(48));
    r.dropAncient(std::chrono::hours(24 * 30));
    r.truncateWal();
}
