// RUN: %tocsin %s
// STD: c++20
// Backup catalogue: thinning the snapshot directories of a volume.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>
#include <string>
#include <mutex>
#include <vector>

namespace fs = std::filesystem;

class SnapshotCatalogue {
public:
    struct Snapshot {
        std::string name;
        fs::path dir;
        fs::file_time_type created;
    };

    explicit SnapshotCatalogue(fs::path base) : base_(std::move(base)) {}

    std::vector<Snapshot> list(const std::string& volume) const {
        std::vector<Snapshot> out;
        std::error_code ec;
        for (const auto& e : fs::directory_iterator(base_ / volume, ec)) {
            if (!e.is_directory())
                continue;
            out.push_back({e.path().filename().string(), e.path(), e.last_write_time()});
        }
        return out;
    }

    void pin(const std::string& name) {
        std::scoped_lock lk(mu_);
        pinned_.insert(name);
    }
    void unpin(const std::string& name) {
        std::scoped_lock lk(mu_);
        pinned_.erase(name);
    }

    void thin(const std::string& volume, std::size_t keep) {
        auto snaps = list(volume);
        std::sort(snaps.begin(), snaps.end(),
                  [](const Snapshot& a, const Snapshot& b) { return a.created > b.created; });
        for (std::size_t i = keep; i < snaps.size(); ++i) {
            std::error_code ec;
            fs::remove_all(snaps[i].dir, ec); // EXPECT: timestamp-cleanup
        }
    }

    void thinUnpinned(const std::string& volume, std::chrono::hours age) {
        const auto cutoff = fs::file_time_type::clock::now() - age;
        std::scoped_lock lk(mu_);
        for (const auto& s : list(volume)) {
            if (pinned_.count(s.name))
                continue;
            if (s.created < cutoff) {
                std::error_code ec;
                fs::remove_all(s.dir, ec);
            }
        }
    }

private:
    fs::path base_;
    std::mutex mu_;
    std::set<std::string> pinned_;
};

int main(int argc, char** argv) {
    if (argc < 3)
        return 2;
    SnapshotCatalogue cat(argv[1]);
    cat.thin(argv[2], 14);
    return 0;
}
