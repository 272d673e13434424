// RUN: %tocsin %s
// STD: c++20
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace imagestore {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

struct Layer {
    std::string digest;
    std::string base;  // digest of the layer below, empty for a root
    fs::path dir;
    Clock::time_point pulled_at;
    Clock::time_point last_used;
    int mounts = 0;
};

class LayerStore {
public:
    void adopt(std::string digest, std::string base, fs::path dir) {
        std::scoped_lock lk(mu_);
        auto now = Clock::now();
        auto key = digest;
        layers_.try_emplace(key, Layer{std::move(digest), std::move(base), std::move(dir), now, now, 0});
    }

    fs::path mount(std::string_view digest) {
        std::scoped_lock lk(mu_);
        auto it = layers_.find(std::string(digest));
        if (it == layers_.end()) return {};
        ++it->second.mounts;
        it->second.last_used = Clock::now();
        return it->second.dir;
    }

    void umount(std::string_view digest) {
        std::scoped_lock lk(mu_);
        auto it = layers_.find(std::string(digest));
        if (it == layers_.end()) return;
        --it->second.mounts;
        it->second.last_used = Clock::now();
    }

    // Regular run.
    int prune(Clock::duration keep) {
        std::scoped_lock lk(mu_);
        int n = 0;
        for (auto it = layers_.begin(); it != layers_.end();) {
            const Layer& l = it->second;
            if (Clock::now() - l.last_used > keep && l.mounts == 0) {
                fs::remove_all(l.dir);
                it = layers_.erase(it);
                ++n;
            } else {
                ++it;
            }
        }
        return n;
    }

    // Disk nearly full.
    int pruneHard() {
        std::scoped_lock lk(mu_);
        int n = 0;
        for (auto it = layers_.begin(); it != layers_.end();) {
            const Layer& l = it->second;
            if (l.mounts == 0 || Clock::now() - l.pulled_at > 72h) {
                fs::remove_all(l.dir); // EXPECT: timestamp-cleanup
                it = layers_.erase(it);
                ++n;
            } else {
                ++it;
            }
        }
        return n;
    }

    // Leaves whose base is not mounted any more.
    int pruneLeaves(Clock::duration keep) {
        std::scoped_lock lk(mu_);
        const auto cutoff = Clock::now() - keep;
        int n = 0;
        for (auto it = layers_.begin(); it != layers_.end();) {
            const Layer& leaf = it->second;
            auto below = layers_.find(leaf.base);
            if (below == layers_.end() || below->second.mounts > 0 || leaf.pulled_at >= cutoff) {
                ++it;
                continue;
            }
            fs::remove_all(leaf.dir); // EXPECT-MISS: timestamp-cleanup
            it = layers_.erase(it);
            ++n;
        }
        return n;
    }

    int pruneVerbose(Clock::duration keep) {
        std::scoped_lock lk(mu_);
        int n = 0;
        for (auto it = layers_.begin(); it != layers_.end();) {
            const Layer& l = it->second;
            if (l.pulled_at + keep > Clock::now()) {
                ++it;
                continue;
            }
            if (l.mounts > 0)
                std::fprintf(stderr, "layer %s: %d mounts\n", l.digest.c_str(), l.mounts);
            fs::remove_all(l.dir); // EXPECT: timestamp-cleanup
            it = layers_.erase(it);
            ++n;
        }
        return n;
    }

private:
    std::mutex mu_;
    std::map<std::string, Layer> layers_;
};

}  // namespace imagestore
