// RUN: %tocsin %s
// STD: c++20
// In-memory tile cache of the map server. Many HTTP threads look up, few render.
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace tiles {

struct TileKey {
    uint8_t z; uint32_t x, y;
    bool operator==(const TileKey&) const = default;
};
struct TileHash {
    size_t operator()(const TileKey& k) const noexcept {
        return (size_t(k.z) << 58) ^ (size_t(k.x) << 29) ^ k.y;
    }
};
using Blob = std::shared_ptr<const std::vector<uint8_t>>;

Blob renderTile(const TileKey&);

class TileCache {
public:
    explicit TileCache(size_t limit) : limit_(limit) {}

    Blob find(const TileKey& k) {
        std::shared_lock<std::shared_mutex> rd(mu_);
        auto it = map_.find(k);
        if (it == map_.end()) {
            misses_.fetch_add(1, std::memory_order_relaxed);
            return nullptr;
        }
        ++hits_; // EXPECT: lost-update
        it->second.lastUse.store(tick_.load(std::memory_order_relaxed), std::memory_order_relaxed);
        return it->second.blob;
    }

    Blob insert(const TileKey& k, Blob b) {
        std::unique_lock<std::shared_mutex> wr(mu_);
        tick_.fetch_add(1, std::memory_order_relaxed);
        auto [it, fresh] = map_.try_emplace(k);
        if (!fresh) return it->second.blob;
        it->second.blob = std::move(b);
        it->second.lastUse.store(tick_.load());
        bytes_ += it->second.blob->size();
        while (bytes_ > limit_ && map_.size() > 1) evictOldest();
        return map_.contains(k) ? map_.at(k).blob : nullptr;
    }

    // Layer restyled upstream: shrink the accounting of everything in that zoom.
    size_t expireZoom(uint8_t z) {
        std::vector<TileKey> doomed;
        {
            std::shared_lock<std::shared_mutex> rd(mu_);
            for (const auto& [k, e] : map_)
                if (k.z == z) doomed.push_back(k);
        }
        std::unique_lock<std::shared_mutex> wr(mu_);
        size_t n = 0;
        for (const auto& k : doomed) {
            auto it = map_.find(k);
            if (it == map_.end()) continue;
            bytes_ -= it->second.blob->size();
            map_.erase(it);
            ++n;
        }
        return n;
    }

    void resetCounters() {
        std::unique_lock<std::shared_mutex> wr(mu_);
        hits_ = 0;
        misses_.store(0);
    }

    uint64_t hits() const {
        std::shared_lock<std::shared_mutex> rd(mu_);
        return hits_;
    }

private:
    struct Entry {
        Blob blob;
        std::atomic<uint64_t> lastUse{0};
    };

    void evictOldest() {
        auto victim = map_.begin();
        for (auto it = map_.begin(); it != map_.end(); ++it)
            if (it->second.lastUse.load() < victim->second.lastUse.load()) victim = it;
        bytes_ -= victim->second.blob->size();
        map_.erase(victim);
    }

    mutable std::shared_mutex mu_;
    std::unordered_map<TileKey, Entry, TileHash> map_;
    const size_t limit_;
    size_t bytes_ = 0;
    uint64_t hits_ = 0;
    std::atomic<uint64_t> misses_{0};
    std::atomic<uint64_t> tick_{0};
};

class TileServer {
public:
    TileServer(size_t limit, unsigned threads) : cache_(limit) {
        for (unsigned i = 0; i < threads; ++i)
            pool_.emplace_back([this] { loop(); });
    }

private:
    bool nextRequest(TileKey& k);
    void respond(const TileKey& k, const Blob& b);

    void loop() {
        TileKey k;
        while (nextRequest(k)) {
            Blob b = cache_.find(k);
            if (!b) b = cache_.insert(k, renderTile(k));
            respond(k, b);
        }
    }

    TileCache cache_;
    std::vector<std::jthread> pool_;
};

} // namespace tiles
