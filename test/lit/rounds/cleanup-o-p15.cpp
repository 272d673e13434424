// RUN: %tocsin %s
// STD: c++20
// VM snapshot directory: keeps the newest few snapshots of each guest.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace vm {

namespace fs = std::filesystem;

class SnapshotDir {
public:
    class Pin {
    public:
        Pin(SnapshotDir &d, fs::path p) : dir_(d), path_(std::move(p)) {}
        Pin(const Pin &) = delete;
        ~Pin() {
            std::lock_guard lk(dir_.mu_);
            auto it = dir_.restoring_.find(path_);
            if (it != dir_.restoring_.end()) dir_.restoring_.erase(it);
        }
        const fs::path &path() const { return path_; }

    private:
        SnapshotDir &dir_;
        fs::path path_;
    };

    explicit SnapshotDir(fs::path root) : root_(std::move(root)) {}

    // Checks presence and registers the restore in one step.
    std::unique_ptr<Pin> pin_newest(const std::string &guest) {
        std::lock_guard lk(mu_);
        auto all = list(guest);
        if (all.empty()) return nullptr;
        restoring_.insert(all.front().path);
        return std::make_unique<Pin>(*this, all.front().path);
    }

    fs::path begin(const std::string &guest) {
        fs::path tmpl = root_ / (guest + ".partial-XXXXXX");
        std::string buf = tmpl.string();
        return ::mkdtemp(buf.data()) ? fs::path(buf) : fs::path();
    }

    bool commit(const fs::path &partial, const std::string &guest) {
        const auto no = seq_.fetch_add(1);
        std::lock_guard lk(mu_);
        std::error_code ec;
        fs::rename(partial, root_ / (guest + ".snap-" + std::to_string(no)), ec);
        return !ec;
    }

    std::size_t thin_out(const std::string &guest, std::size_t keep) {
        std::lock_guard lk(mu_);
        const auto all = list(guest);
        std::size_t n = 0;
        for (std::size_t i = keep; i < all.size(); ++i) {
            if (restoring_.contains(all[i].path)) continue;
            std::error_code ec;
            fs::remove_all(all[i].path, ec);
            n += !ec;
        }
        return n;
    }

private:
    struct Item {
        fs::path path;
        fs::file_time_type written;
    };

    // Newest first.
    std::vector<Item> list(const std::string &guest) const {
        std::vector<Item> out;
        std::error_code ec;
        const std::string prefix = guest + ".snap-";
        for (const auto &e : fs::directory_iterator(root_, ec)) {
            if (!e.path().filename().string().starts_with(prefix)) continue;
            const auto t = e.last_write_time(ec);
            if (!ec) out.push_back({e.path(), t});
        }
        std::ranges::sort(out, std::ranges::greater{}, &Item::written);
        return out;
    }

    fs::path root_;
    std::mutex mu_;
    std::multiset<fs::path> restoring_;
    std::atomic<unsigned> seq_{static_cast<unsigned>(::getpid())};
};

void snapshot_once(SnapshotDir &dir, const std::string &guest) {
    const fs::path partial = dir.begin(guest);
    if (partial.empty()) return;
    std::FILE *f = std::fopen((partial / "memory.img").c_str(), "wbx");
    const bool ok = f && std::fputs("image", f) >= 0;
    if (f) std::fclose(f);
    std::error_code ec;
    if (!ok || !dir.commit(partial, guest)) fs::remove_all(partial, ec);
}

} // namespace vm

int main() {
    vm::SnapshotDir dir("/var/lib/vm/snapshots");
    const std::vector<std::string> guests{"web", "db"};
    std::jthread saver([&](std::stop_token st) {
        while (!st.stop_requested()) {
            for (const auto &g : guests) {
                vm::snapshot_once(dir, g);
                dir.thin_out(g, 3);
            }
            std::this_thread::sleep_for(std::chrono::minutes(10));
        }
    });
    char name[32];
    while (std::scanf("%31s", name) == 1) {
        if (auto pin = dir.pin_newest(name)) {
            if (std::FILE *f = std::fopen((pin->path() / "memory.img").c_str(), "rb")) std::fclose(f);
        }
    }
}
