// RUN: %tocsin %s
// STD: c++20
// Snapshot rotation for the time series store.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace tsdb {

struct SnapshotInfo {
    fs::path dir;
    fs::file_time_type taken;
    std::uintmax_t bytes = 0;
};

class SnapshotCatalog {
public:
    explicit SnapshotCatalog(fs::path root) : root_(std::move(root)) {}

    std::vector<SnapshotInfo> scan() const {
        std::vector<SnapshotInfo> v;
        std::error_code ec;
        for (const auto& de : fs::directory_iterator(root_, ec)) {
            if (!de.is_directory(ec) || de.path().filename().string().rfind("snap-", 0) != 0)
                continue;
            SnapshotInfo s;
            s.dir = de.path();
            s.taken = de.last_write_time(ec);
            if (!ec)
                v.push_back(std::move(s));
        }
        return v;
    }

    void pin(const fs::path& dir) {
        std::lock_guard lk(mu_);
        pinned_.insert(dir);
    }
    void unpin(const fs::path& dir) {
        std::lock_guard lk(mu_);
        pinned_.erase(dir);
    }

    // Weekly set: at most `keep` directories.
    std::size_t rotate(std::size_t keep) {
        auto snaps = scan();
        std::sort(snaps.begin(), snaps.end(),
                  [](const SnapshotInfo& a, const SnapshotInfo& b) { return a.taken > b.taken; });
        std::size_t gone = 0;
        for (std::size_t i = keep; i < snaps.size(); ++i) {
            std::error_code ec;
            fs::remove_all(snaps[i].dir, ec); // EXPECT: timestamp-cleanup
            if (ec)
                std::cerr << "rotate: " << snaps[i].dir << ": " << ec.message() << '\n';
            else
                ++gone;
        }
        return gone;
    }

    // Emergency: free the oldest until the volume has room again.
    std::size_t shrink(std::uintmax_t want_free) {
        auto snaps = scan();
        std::sort(snaps.begin(), snaps.end(),
                  [](const auto& a, const auto& b) { return a.taken < b.taken; });
        std::size_t gone = 0;
        std::lock_guard lk(mu_);
        for (const auto& s : snaps) {
            if (fs::space(root_).available >= want_free)
                break;
            if (pinned_.contains(s.dir))
                continue;
            std::error_code ec;
            fs::remove_all(s.dir, ec);
            gone += !ec;
        }
        return gone;
    }

private:
    fs::path root_;
    std::mutex mu_;
    std::set<fs::path> pinned_;
};

class Restorer {
public:
    Restorer(SnapshotCatalog& cat, fs::path data) : cat_(cat), data_(std::move(data)) {}

    void restore(const fs::path& snap) {
        cat_.pin(snap);
        try {
            for (const auto& de : fs::recursive_directory_iterator(snap))
                if (de.is_regular_file())
                    fs::copy_file(de.path(), data_ / fs::relative(de.path(), snap), // EXPECT-NOISE: file-toctou
                                  fs::copy_options::overwrite_existing);
        } catch (...) {
            cat_.unpin(snap);
            throw;
        }
        cat_.unpin(snap);
    }

private:
    SnapshotCatalog& cat_;
    fs::path data_;
};

} // namespace tsdb
