// RUN: %tocsin %s
// STD: c++20
// Hot-backup rotation for the mail store. Restores mount a snapshot directory
// read-only and copy out of it; that can be started from the admin console at
// any time.
#include <algorithm>
#include <boost/filesystem.hpp>
#include <ctime>
#include <iostream>
#include <set>
#include <string>
#include <vector>

namespace bfs = boost::filesystem;

struct Snapshot {
    bfs::path dir;
    std::time_t taken = 0;
    std::uintmax_t bytes = 0;
};

class Rotation {
public:
    Rotation(bfs::path root, std::size_t keep) : root_(std::move(root)), keep_(keep) {}

    std::vector<Snapshot> list() const {
        std::vector<Snapshot> out;
        boost::system::error_code ec;
        for (bfs::directory_iterator it(root_, ec), end; it != end; it.increment(ec)) {
            if (ec)
                break;
            if (!bfs::is_directory(it->path()))
                continue;
            Snapshot s;
            s.dir = it->path();
            s.taken = bfs::last_write_time(it->path(), ec);
            out.push_back(s);
        }
        return out;
    }

    int rotate() {
        auto snaps = list();
        std::sort(snaps.begin(), snaps.end(), [](const Snapshot &a, const Snapshot &b) {
            return a.taken > b.taken;
        });
        int dropped = 0;
        for (std::size_t i = keep_; i < snaps.size(); ++i) {
            boost::system::error_code ec;
            bfs::remove_all(snaps[i].dir, ec); // EXPECT: timestamp-cleanup
            if (ec) {
                std::cerr << snaps[i].dir << ": " << ec.message() << '\n';
                continue;
            }
            ++dropped;
        }
        return dropped;
    }

    // Same policy for the nightly set; restores register there by name.
    int rotateNightly(const std::set<std::string> &active) {
        auto snaps = list();
        std::sort(snaps.begin(), snaps.end(),
                  [](const auto &a, const auto &b) { return a.taken > b.taken; });
        int dropped = 0;
        std::size_t kept = 0;
        for (const auto &s : snaps) {
            if (kept < keep_) {
                ++kept;
                continue;
            }
            if (active.count(s.dir.filename().string()) != 0)
                continue;
            boost::system::error_code ec;
            bfs::remove_all(s.dir, ec);
            if (!ec)
                ++dropped;
        }
        return dropped;
    }

    const Snapshot *latest(const std::vector<Snapshot> &v) const {
        auto it = std::max_element(v.begin(), v.end(), [](const Snapshot &a, const Snapshot &b) {
            return a.taken < b.taken;
        });
        return it == v.end() ? nullptr : &*it;
    }

private:
    bfs::path root_;
    std::size_t keep_;
};

int main(int argc, char **argv) {
    Rotation hourly("/backup/hourly", 24);
    Rotation nightly("/backup/nightly", 14);
    std::set<std::string> mounted;
    for (int i = 1; i < argc; ++i)
        mounted.insert(argv[i]);
    std::cout << hourly.rotate() << " " << nightly.rotateNightly(mounted) << "\n";
}
