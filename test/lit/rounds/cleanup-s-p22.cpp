// RUN: %tocsin %s
// STD: c++20
// Image layers of the container runtime.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <sys/mount.h>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

namespace rt {

struct Layer {
    std::string digest;
    fs::path dir;
    std::chrono::system_clock::time_point pulled_at;
    unsigned mounts = 0;
};

class LayerStore {
public:
    void add(std::string digest, fs::path dir)
    {
        std::lock_guard lk(mu_);
        layers_.push_back(std::make_unique<Layer>(
            Layer{std::move(digest), std::move(dir), std::chrono::system_clock::now()}));
    }
    Layer *mount(const std::string &digest, const char *target);
    void unmount(Layer *layer, const char *target);
    std::size_t reclaim(std::chrono::hours retention);
    std::size_t reclaimUnmounted(std::chrono::hours retention);

private:
    using Layers = std::vector<std::unique_ptr<Layer>>;

    Layers::iterator findLocked(const std::string &digest)
    {
        return std::ranges::find_if(layers_, [&](const auto &l) { return l->digest == digest; });
    }

    std::mutex mu_;
    Layers layers_;
};

Layer *LayerStore::mount(const std::string &digest, const char *target)
{
    Layer *l;
    {
        std::lock_guard lk(mu_);
        const auto it = findLocked(digest);
        if (it == layers_.end())
            return nullptr;
        l = it->get();
        ++l->mounts;
    }
    if (::mount(l->dir.c_str(), target, nullptr, MS_BIND, nullptr) == 0)
        return l;
    std::lock_guard lk(mu_);
    --l->mounts;
    return nullptr;
}

void LayerStore::unmount(Layer *layer, const char *target)
{
    if (::umount(target) != 0)
        std::perror(target);
    std::lock_guard lk(mu_);
    --layer->mounts;
}

std::size_t LayerStore::reclaim(std::chrono::hours retention)
{
    std::lock_guard lk(mu_);
    const auto now = std::chrono::system_clock::now();
    const auto needed = [&](const std::unique_ptr<Layer> &l) {
        const bool outlived = now - l->pulled_at > retention; // EXPECT: wall-clock-interval
        return !(outlived || l->mounts == 0);
    };
    const auto first = std::partition(layers_.begin(), layers_.end(), needed);
    const auto n = static_cast<std::size_t>(layers_.end() - first);
    for (auto it = first; it != layers_.end(); ++it) {
        std::error_code ec;
        fs::remove_all((*it)->dir, ec); // EXPECT: timestamp-cleanup
    }
    layers_.erase(first, layers_.end());
    return n;
}

std::size_t LayerStore::reclaimUnmounted(std::chrono::hours retention)
{
    std::lock_guard lk(mu_);
    const auto limit = std::chrono::system_clock::now() - retention;
    return std::erase_if(layers_, [&](const std::unique_ptr<Layer> &l) {
        if (l->mounts != 0 || l->pulled_at > limit)
            return false;
        std::error_code ec;
        fs::remove_all(l->dir, ec);
        return !ec;
    });
}

} // namespace rt

int main()
{
    rt::LayerStore store;
    store.add("sha256:00", "/var/lib/rt/layers/00");
    std::jthread gc([&](std::stop_token st) {
        while (!st.stop_requested()) {
            store.reclaim(std::chrono::hours(48));
            store.reclaimUnmounted(std::chrono::hours(2));
            std::this_thread::sleep_for(std::chrono::minutes(10));
        }
    });
    if (auto *l = store.mount("sha256:00", "/mnt/c1"))
        store.unmount(l, "/mnt/c1");
    return 0;
}
