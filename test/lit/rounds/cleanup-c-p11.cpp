// RUN: %tocsin %s
// STD: c++20
// Container image layer cache of a build service.
#include <sys/stat.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <list>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <unordered_map>

namespace layercache {

struct Layer {
    std::string digest;
    std::filesystem::path rootfs;
    int mounts = 0;
    std::chrono::steady_clock::time_point pulled{};
};

class LayerCache {
public:
    using clock = std::chrono::steady_clock;

    explicit LayerCache(clock::duration max_age) : max_age_(max_age) {}

    void record_pull(const std::string &digest, const std::filesystem::path &rootfs) {
        std::scoped_lock lk(mutex_);
        layers_[digest] = Layer{digest, rootfs, 0, clock::now()};
    }

    bool mount(const std::string &digest, std::filesystem::path *where) {
        std::scoped_lock lk(mutex_);
        auto it = layers_.find(digest);
        if (it == layers_.end())
            return false;
        it->second.mounts++;
        *where = it->second.rootfs;
        return true;
    }

    void unmount(const std::string &digest) {
        std::scoped_lock lk(mutex_);
        auto it = layers_.find(digest);
        if (it != layers_.end() && it->second.mounts > 0)
            it->second.mounts--;
    }

    std::uintmax_t trim() {
        std::list<std::filesystem::path> victims;
        {
            std::scoped_lock lk(mutex_);
            const auto now = clock::now();
            for (auto &[digest, layer] : layers_) {
                if (layer.mounts == 0 && now - layer.pulled > max_age_)
                    victims.push_back(layer.rootfs);
            }
        }
        std::uintmax_t files = 0;
        for (const auto &rootfs : victims) {
            std::error_code ec;
            auto n = std::filesystem::remove_all(rootfs, ec); // EXPECT: timestamp-cleanup
            if (ec)
                std::fprintf(stderr, "trim %s: %s\n", rootfs.c_str(), ec.message().c_str());
            else
                files += n;
        }
        return files;
    }

    // Emergency variant: everything stays under the lock that mount() takes.
    std::uintmax_t trim_now() {
        std::uintmax_t files = 0;
        std::scoped_lock lk(mutex_);
        for (auto it = layers_.begin(); it != layers_.end();) {
            const Layer &layer = it->second;
            if (layer.mounts == 0 && clock::now() - layer.pulled > max_age_ / 4) {
                std::error_code ec;
                files += std::filesystem::remove_all(layer.rootfs, ec);
                it = layers_.erase(it);
            } else {
                ++it;
            }
        }
        return files;
    }

private:
    clock::duration max_age_;
    std::mutex mutex_;
    std::unordered_map<std::string, Layer> layers_;
};

} // namespace layercache

int main() {
    layercache::LayerCache cache(std::chrono::hours(24));
    cache.record_pull("sha256:aa", "/var/lib/builder/layers/aa");
    std::thread gc([&] {
        for (int i = 0; i < 4; ++i) {
            cache.trim();
            std::this_thread::sleep_for(std::chrono::seconds(5));
        }
        cache.trim_now();
    });
    std::thread build([&] {
        std::filesystem::path root;
        if (cache.mount("sha256:aa", &root)) {
            struct stat st;
            ::stat(root.c_str(), &st);
            cache.unmount("sha256:aa");
        }
    });
    build.join();
    gc.join();
}
