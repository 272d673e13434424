// RUN: %tocsin %s
// STD: c++20
#include <boost/filesystem.hpp>
#include <ctime>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <sys/mount.h>
#include <thread>
#include <vector>

namespace bfs = boost::filesystem;

namespace volmgr {

struct Volume {
    std::string id;
    bfs::path mountPoint;
    int mounts = 0;
    std::time_t lastAttach = 0;
};

struct Layer {
    bfs::path dir;
    std::time_t pulled = 0;
    int refcount = 0;
};

class VolumeManager {
public:
    explicit VolumeManager(bfs::path root) : root_(std::move(root)) {}

    bfs::path attach(const std::string& id) {
        std::lock_guard<std::mutex> g(mu_);
        Volume& v = vols_[id];
        if (v.id.empty()) {
            v.id = id;
            v.mountPoint = root_ / "mnt" / id;
            bfs::create_directories(v.mountPoint);
        }
        ++v.mounts;
        v.lastAttach = std::time(nullptr);
        return v.mountPoint;
    }

    void detach(const std::string& id) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = vols_.find(id);
        if (it != vols_.end() && it->second.mounts > 0) --it->second.mounts;
    }

    void reclaimVolumes(std::time_t maxAge) {
        std::lock_guard<std::mutex> g(mu_);
        const std::time_t now = std::time(nullptr);
        for (auto& [id, v] : vols_) {
            const double idle = std::difftime(now, v.lastAttach);
            if (idle <= static_cast<double>(maxAge)) continue; // EXPECT: wall-clock-interval
            if (v.mounts > 0)
                std::clog << "volume " << id << " has " << v.mounts << " mounts, detaching\n";
            if (::umount2(v.mountPoint.c_str(), MNT_DETACH) != 0) // EXPECT: timestamp-cleanup
                std::clog << "umount " << v.mountPoint << " failed\n";
        }
    }

    Layer* useLayer(const std::string& digest) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = layers_.find(digest);
        if (it == layers_.end()) return nullptr;
        if (!bfs::exists(it->second.dir)) return nullptr;
        ++it->second.refcount;
        return &it->second;
    }

    void dropLayer(Layer* l) {
        std::lock_guard<std::mutex> g(mu_);
        --l->refcount;
    }

    void addLayer(const std::string& digest, const bfs::path& dir, std::time_t pulled) {
        std::lock_guard<std::mutex> g(mu_);
        layers_.emplace(digest, Layer{dir, pulled, 0});
    }

    // cutoff comes from the registry, in the registry's time.
    size_t pruneLayers(std::time_t cutoff) {
        std::lock_guard<std::mutex> g(mu_);
        size_t n = 0;
        for (auto it = layers_.begin(); it != layers_.end();) {
            Layer& l = it->second;
            if (l.refcount == 0 || l.pulled < cutoff) {
                boost::system::error_code ec;
                bfs::remove_all(l.dir, ec); // EXPECT: timestamp-cleanup
                if (!ec) ++n;
            }
            ++it;
        }
        return n;
    }

private:
    bfs::path root_;
    std::mutex mu_;
    std::map<std::string, Volume> vols_;
    std::map<std::string, Layer> layers_;
};

}  // namespace volmgr
