// RUN: %tocsin %s
// STD: c++20
// Tile cache of a map renderer. Lookups dominate, so they run under a shared lock.
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <thread>
#include <unordered_map>
#include <vector>

struct TileId {
    uint32_t x, y;
    uint8_t z;
    bool operator==(const TileId& o) const { return x == o.x && y == o.y && z == o.z; }
};
struct TileHash {
    size_t operator()(const TileId& t) const { return (size_t(t.z) << 48) ^ (size_t(t.x) << 24) ^ t.y; }
};
using TileData = std::shared_ptr<const std::vector<uint8_t>>;

template <class K, class V, class H>
class LruCache {
    struct Node {
        K key;
        V value;
        uint32_t uses = 0;
    };
    using List = std::list<Node>;

public:
    explicit LruCache(size_t cap) : cap_(cap) {}

    std::optional<V> find(const K& k) {
        std::shared_lock lk(mu_);
        auto it = index_.find(k);
        if (it == index_.end())
            return std::nullopt;
        it->second->uses++; // EXPECT: lost-update
        order_.splice(order_.begin(), order_, it->second); // EXPECT: lost-update
        return it->second->value;
    }

    std::optional<V> peek(const K& k) const {
        std::shared_lock lk(mu_);
        auto it = index_.find(k);
        if (it == index_.end())
            return std::nullopt;
        return it->second->value;
    }

    void putIfAbsent(const K& k, V v) {
        std::unique_lock lk(mu_);
        auto it = index_.find(k);
        if (it != index_.end()) {
            order_.splice(order_.begin(), order_, it->second);
            return;
        }
        if (index_.size() >= cap_)
            evictOne();
        order_.push_front(Node{k, std::move(v)});
        index_[k] = order_.begin();
    }

    size_t evictions() const {
        std::shared_lock lk(mu_);
        return evictions_;
    }

private:
    void evictOne() {
        index_.erase(order_.back().key);
        order_.pop_back();
        ++evictions_;
    }

    mutable std::shared_mutex mu_;
    List order_;
    std::unordered_map<K, typename List::iterator, H> index_;
    const size_t cap_;
    size_t evictions_ = 0;
};

class Renderer {
public:
    Renderer() : tiles_(512) {}
    size_t draw(uint32_t x0, uint32_t y0, uint8_t z) {
        size_t drawn = 0;
        for (uint32_t dx = 0; dx < 4; ++dx)
            for (uint32_t dy = 0; dy < 4; ++dy) {
                TileId id{x0 + dx, y0 + dy, z};
                auto t = tiles_.find(id);
                if (!t) {
                    t = fetch(id);
                    tiles_.putIfAbsent(id, *t);
                }
                drawn += (*t)->size();
            }
        return drawn;
    }
private:
    static TileData fetch(const TileId& id) {
        return std::make_shared<std::vector<uint8_t>>(256 + id.z);
    }
    LruCache<TileId, TileData, TileHash> tiles_;
};

int main() {
    Renderer r;
    std::vector<std::jthread> views;
    for (uint32_t v = 0; v < 4; ++v)
        views.emplace_back([&r, v] {
            for (uint32_t i = 0; i < 1000; ++i)
                r.draw(i, v, 12);
        });
}
