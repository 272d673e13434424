// RUN: %tocsin %s
// STD: c++20
#include <chrono>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace assets {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

struct PackEntry {
    fs::path file;
    int refs = 0;
    Steady::time_point lastUsed = Steady::now();
};

class PackCache {
public:
    explicit PackCache(fs::path root) : root_(std::move(root)) {}

    fs::path acquire(const std::string& name) {
        std::lock_guard<std::mutex> g(lock_);
        auto& e = packs_[name];
        if (e.file.empty()) {
            e.file = root_ / (name + ".pack");
        }
        ++e.refs;
        e.lastUsed = Steady::now();
        if (!fs::exists(e.file)) fetch(name, e.file);
        return e.file;
    }

    void release(const std::string& name) {
        std::lock_guard<std::mutex> g(lock_);
        auto it = packs_.find(name);
        if (it == packs_.end()) return;
        --it->second.refs;
        it->second.lastUsed = Steady::now();
    }

    size_t shrink(Steady::duration maxIdle) {
        std::vector<fs::path> victims;
        {
            std::lock_guard<std::mutex> g(lock_);
            const auto now = Steady::now();
            for (const auto& [name, e] : packs_) {
                if (e.refs == 0 && now - e.lastUsed > maxIdle)
                    victims.push_back(e.file);
            }
        }
        size_t n = 0;
        for (const auto& f : victims) {
            std::error_code ec;
            if (fs::remove(f, ec)) // EXPECT: timestamp-cleanup
                ++n;
        }
        return n;
    }

    // Same, but the file system call happens with the table held.
    size_t shrinkNow(Steady::duration maxIdle) {
        std::lock_guard<std::mutex> g(lock_);
        const auto now = Steady::now();
        size_t n = 0;
        for (auto it = packs_.begin(); it != packs_.end();) {
            if (it->second.refs > 0 || now - it->second.lastUsed <= maxIdle) {
                ++it;
                continue;
            }
            std::error_code ec;
            fs::remove(it->second.file, ec);
            it = packs_.erase(it);
            ++n;
        }
        return n;
    }

private:
    void fetch(const std::string& name, const fs::path& dst) {
        std::ofstream out(dst, std::ios::binary); // EXPECT: file-toctou
        out << "PACK" << name;
    }

    fs::path root_;
    std::mutex lock_;
    std::unordered_map<std::string, PackEntry> packs_;
};

}  // namespace assets
