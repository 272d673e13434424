// RUN: %tocsin %s
// STD: c++20
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

namespace vault {

struct Snapshot {
    fs::path dir;
    fs::file_time_type taken;
    std::uintmax_t bytes = 0;
};

class SnapshotSet {
public:
    SnapshotSet(fs::path root, std::size_t keep) : root_(std::move(root)), keep_(keep) {}

    std::vector<Snapshot> list() const {
        std::vector<Snapshot> out;
        std::error_code ec;
        for (const auto& e : fs::directory_iterator(root_, ec)) {
            if (!e.is_directory(ec) || e.path().filename().string().rfind("snap-", 0) != 0) continue;
            Snapshot s;
            s.dir = e.path();
            s.taken = e.last_write_time(ec);
            if (!ec) out.push_back(std::move(s));
        }
        return out;
    }

    // Remove everything beyond the newest keep_ snapshots.
    std::size_t rotate() {
        auto all = list();
        std::sort(all.begin(), all.end(),
                  [](const Snapshot& a, const Snapshot& b) { return a.taken > b.taken; });
        std::size_t removed = 0;
        for (std::size_t i = keep_; i < all.size(); ++i) {
            std::error_code ec;
            fs::remove_all(all[i].dir, ec); // EXPECT: timestamp-cleanup
            if (ec) {
                std::cerr << "rotate: " << all[i].dir << ": " << ec.message() << '\n';
                continue;
            }
            ++removed;
        }
        return removed;
    }

    // Served to restore clients, which may take hours for a large volume.
    bool restore(const std::string& name, const fs::path& target) const {
        fs::path src = root_ / name;
        std::error_code ec;
        if (!fs::is_directory(src, ec)) return false;
        for (const auto& e : fs::recursive_directory_iterator(src, ec)) {
            fs::path rel = fs::relative(e.path(), src, ec);
            if (e.is_directory())
                fs::create_directories(target / rel, ec);
            else
                fs::copy_file(e.path(), target / rel, fs::copy_options::overwrite_existing, ec);
            if (ec) return false;
        }
        return true;
    }

    bool writeManifest() const {
        fs::path tmp = root_ / "MANIFEST.new";
        {
            std::ofstream f(tmp);
            for (const auto& s : list()) f << s.dir.filename().string() << '\n';
            if (!f) return false;
        }
        std::error_code ec;
        fs::rename(tmp, root_ / "MANIFEST", ec);
        return !ec;
    }

private:
    fs::path root_;
    std::size_t keep_;
};

}  // namespace vault

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    vault::SnapshotSet set(argv[1], 7);
    std::cout << "removed " << set.rotate() << '\n';
    return set.writeManifest() ? 0 : 1;
}
