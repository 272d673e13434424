// RUN: %tocsin %s
// STD: c++20
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Snapshot {
    std::uint64_t number = 0;
    fs::path file;
    Clock::time_point taken;
};

class SnapshotCatalog {
public:
    explicit SnapshotCatalog(fs::path root) : root_(std::move(root)) {}

    std::shared_ptr<const Snapshot> take() {
        auto snap = std::make_shared<Snapshot>();
        std::lock_guard<std::mutex> lk(mu_);
        snap->number = ++last_;
        snap->file = root_ / ("snap-" + std::to_string(snap->number) + ".dat");
        snap->taken = Clock::now();
        snaps_.emplace(snap->number, snap);
        return snap;
    }

    std::shared_ptr<const Snapshot> open(std::uint64_t number) const {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = snaps_.find(number);
        return it == snaps_.end() ? nullptr : it->second;
    }

    std::size_t prune(std::chrono::minutes keep) {
        std::lock_guard<std::mutex> lk(mu_);
        const auto now = Clock::now();
        std::size_t pruned = 0;
        for (auto it = snaps_.begin(); it != snaps_.end();) {
            const auto& snap = it->second;
            // Copies are only made under mu_, so a count of one cannot grow here.
            if (now - snap->taken < keep || snap.use_count() != 1) {
                ++it;
                continue;
            }
            std::error_code ec;
            fs::remove(snap->file, ec);
            if (ec)
                std::cerr << snap->file << ": " << ec.message() << '\n';
            it = snaps_.erase(it);
            ++pruned;
        }
        return pruned;
    }

private:
    fs::path root_;
    mutable std::mutex mu_;
    std::map<std::uint64_t, std::shared_ptr<const Snapshot>> snaps_;
    std::uint64_t last_ = 0;
};

static void backup(SnapshotCatalog& catalog) {
    for (std::uint64_t n = 1; n < 50; ++n) {
        if (auto snap = catalog.open(n)) {
            std::error_code ec;
            fs::copy_file(snap->file, snap->file.string() + ".bak", ec);
            if (ec)
                std::cerr << ec.message() << '\n';
        }
    }
}

int main() {
    SnapshotCatalog catalog("/var/lib/kvd/snapshots");
    catalog.take();
    std::thread t(backup, std::ref(catalog));
    std::cout << catalog.prune(std::chrono::minutes(90)) << " pruned\n";
    t.join();
}
