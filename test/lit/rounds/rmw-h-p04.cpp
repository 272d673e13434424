// RUN: %tocsin %s
// STD: c++20
// Tile cache of a map server. Tiles are decoded outside the lock and handed in complete.
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace tiles {

struct Key {
    int z, x, y;
    bool operator==(const Key &o) const { return z == o.z && x == o.x && y == o.y; }
};

struct KeyHash {
    size_t operator()(const Key &k) const noexcept {
        return (static_cast<size_t>(k.z) << 40) ^ (static_cast<size_t>(k.x) << 20) ^ k.y;
    }
};

struct Tile {
    std::vector<uint8_t> rgba;
    size_t layers = 0;
    size_t bytes = 0;
    uint64_t lastUse = 0;

    void addLayer(const std::vector<uint8_t> &px) {
        rgba.insert(rgba.end(), px.begin(), px.end());
        layers++;
        bytes += px.size();
    }
};

using LayerFn = std::function<std::vector<uint8_t>(const Key &)>;

class TileCache {
public:
    TileCache(std::vector<LayerFn> layers, size_t limit)
        : layers_(std::move(layers)), limit_(limit) {}

    std::shared_ptr<const Tile> get(const Key &k) {
        {
            std::lock_guard<std::mutex> g(mu_);
            if (auto it = map_.find(k); it != map_.end()) {
                it->second->lastUse = ++clock_;
                return it->second;
            }
        }
        auto fresh = std::make_shared<Tile>();
        for (auto &fn : layers_)
            fresh->addLayer(fn(k));
        if (fresh->layers == 0)
            return nullptr;

        std::lock_guard<std::mutex> g(mu_);
        auto [it, inserted] = map_.try_emplace(k, fresh);
        if (inserted) {
            total_ += fresh->bytes;
            order_.push_back(k);
            evictLocked();
        }
        fresh->lastUse = ++clock_;
        return inserted ? fresh : it->second;
    }

    size_t totalBytes() const {
        std::lock_guard<std::mutex> g(mu_);
        return total_;
    }

private:
    void evictLocked() {
        while (total_ > limit_ && order_.size() > 1) {
            auto it = map_.find(order_.front());
            order_.pop_front();
            if (it == map_.end())
                continue;
            total_ -= it->second->bytes;
            map_.erase(it);
        }
    }

    const std::vector<LayerFn> layers_;
    const size_t limit_;
    mutable std::mutex mu_;
    std::unordered_map<Key, std::shared_ptr<Tile>, KeyHash> map_;
    std::list<Key> order_;
    size_t total_ = 0;
    uint64_t clock_ = 0;
};

void prefetch(TileCache &cache, int z, int x0, int x1, int y) {
    std::vector<std::thread> pool;
    for (int x = x0; x < x1; ++x)
        pool.emplace_back([&cache, z, x, y] { cache.get({z, x, y}); });
    for (auto &t : pool)
        t.join();
}

} // namespace tiles
