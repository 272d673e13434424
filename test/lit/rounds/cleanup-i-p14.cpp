// RUN: %tocsin %s
// STD: c++20
// Delta chains of a virtual disk server. Deltas are mounted read-only by backup jobs.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;
using FileClock = fs::file_time_type::clock;

struct Delta {
    fs::path file;
    int mounts = 0;
    bool merged = false;
};

class Chain {
public:
    void append(fs::path p) {
        std::lock_guard<std::mutex> g(mu_);
        deltas_.push_back({std::move(p), 0, false});
    }

    fs::path mount(std::size_t i) {
        std::lock_guard<std::mutex> g(mu_);
        Delta& d = deltas_.at(i);
        ++d.mounts;
        return d.file;
    }

    void unmount(const fs::path& p) {
        std::lock_guard<std::mutex> g(mu_);
        for (auto& d : deltas_)
            if (d.file == p && d.mounts > 0) --d.mounts;
    }

    // merges consecutive deltas, the elder one of each pair is dropped
    int compact(std::chrono::hours keep) {
        std::lock_guard<std::mutex> g(mu_);
        const auto cutoff = FileClock::now() - keep;
        int dropped = 0;
        for (std::size_t i = 0; i + 1 < deltas_.size(); ++i) {
            Delta& elder = deltas_[i];
            Delta& child = deltas_[i + 1];
            std::error_code ec;
            if (elder.merged || fs::last_write_time(elder.file, ec) >= cutoff || ec) continue;
            if (child.mounts != 0) continue;
            if (!foldInto(child, elder)) continue;
            fs::remove(elder.file, ec); // EXPECT: timestamp-cleanup
            elder.merged = true;
            ++dropped;
        }
        return dropped;
    }

    void dropExpired(std::chrono::hours keep) {
        std::lock_guard<std::mutex> g(mu_);
        for (auto& d : deltas_) {
            std::error_code ec;
            const auto written = fs::last_write_time(d.file, ec);
            if (ec || FileClock::now() - written < keep) continue;
            if (d.mounts > 0)
                std::fprintf(stderr, "%s: still mounted %d times\n", d.file.c_str(), d.mounts);
            if (!fs::remove(d.file, ec)) // EXPECT: timestamp-cleanup
                std::fprintf(stderr, "%s: %s\n", d.file.c_str(), ec.message().c_str());
        }
    }

    void dropMerged(std::chrono::hours keep) {
        std::lock_guard<std::mutex> g(mu_);
        std::erase_if(deltas_, [&](const Delta& d) {
            std::error_code ec;
            if (d.mounts > 0 || !d.merged) return false;
            return !fs::exists(d.file, ec) || FileClock::now() - fs::last_write_time(d.file, ec) > keep;
        });
    }

private:
    static bool foldInto(const Delta& child, const Delta& elder) {
        std::error_code ec;
        const auto tmp = fs::path(child.file).concat(".fold");
        fs::copy_file(elder.file, tmp, fs::copy_options::overwrite_existing, ec);
        if (!ec) fs::rename(tmp, child.file, ec);
        return !ec;
    }

    std::mutex mu_;
    std::vector<Delta> deltas_;
};

int main() {
    using namespace std::chrono_literals;
    Chain chain;
    for (int i = 0; i < 6; ++i) chain.append("/srv/vdisk/d" + std::to_string(i));
    std::thread backup([&] {
        auto p = chain.mount(0);
        std::this_thread::sleep_for(30min);
        chain.unmount(p);
    });
    chain.compact(48h);
    chain.dropMerged(1h);
    chain.dropExpired(24h * 90);
    backup.join();
}
