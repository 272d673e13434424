// RUN: %tocsin %s
// STD: c++20
// VM host agent: detaching and deleting idle ephemeral disks.
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <unistd.h>
#include <vector>

class DiskManager {
public:
    using Clock = std::chrono::steady_clock;

    struct Disk {
        std::string image;
        Clock::time_point lastAttached{};
        int attachments = 0;
    };

    bool attach(const std::string& id) {
        std::lock_guard<std::mutex> g(lock_);
        auto it = disks_.find(id);
        if (it == disks_.end())
            return false;
        ++it->second.attachments;
        it->second.lastAttached = Clock::now();
        return true;
    }

    void detach(const std::string& id) {
        std::lock_guard<std::mutex> g(lock_);
        auto it = disks_.find(id);
        if (it != disks_.end() && it->second.attachments > 0)
            --it->second.attachments;
    }

    void registerDisk(const std::string& id, std::string image) {
        std::lock_guard<std::mutex> g(lock_);
        disks_[id] = Disk{std::move(image), Clock::now(), 0};
    }

    int collect(std::chrono::minutes idle) {
        std::vector<std::string> ids;
        {
            std::lock_guard<std::mutex> g(lock_);
            for (const auto& [id, d] : disks_)
                ids.push_back(id);
        }
        int removed = 0;
        for (const auto& id : ids)
            removed += collectOne(id, idle) ? 1 : 0;
        return removed;
    }

private:
    bool collectOne(const std::string& id, std::chrono::minutes idle) {
        std::unique_lock<std::mutex> g(lock_);
        auto it = disks_.find(id);
        if (it == disks_.end() || it->second.attachments != 0)
            return false;
        if (Clock::now() - it->second.lastAttached < idle)
            return false;
        const std::string image = it->second.image;
        g.unlock();

        if (::unlink(image.c_str()) != 0 && errno != ENOENT) { // EXPECT: timestamp-cleanup
            std::fprintf(stderr, "disk %s: %s\n", id.c_str(), std::strerror(errno));
            return false;
        }

        g.lock();
        disks_.erase(id);
        return true;
    }

    std::mutex lock_;
    std::map<std::string, Disk> disks_;
};

int main() {
    DiskManager dm;
    dm.registerDisk("eph0", "/var/lib/vmhost/eph0.img");
    return dm.collect(std::chrono::minutes(10));
}
