// RUN: %tocsin %s
// STD: c++20
// Tile cache of the map server, bounded by bytes.
#include <pthread.h>

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tiles {

class RwLock {
public:
    RwLock() { pthread_rwlock_init(&l_, nullptr); }
    ~RwLock() { pthread_rwlock_destroy(&l_); }
    RwLock(const RwLock&) = delete;
    RwLock& operator=(const RwLock&) = delete;
    pthread_rwlock_t* raw() { return &l_; }

private:
    pthread_rwlock_t l_;
};

class Reading {
public:
    explicit Reading(RwLock& l) : l_(l.raw()) { pthread_rwlock_rdlock(l_); }
    ~Reading() { pthread_rwlock_unlock(l_); }
    Reading(const Reading&) = delete;

private:
    pthread_rwlock_t* l_;
};

class Writing {
public:
    explicit Writing(RwLock& l) : l_(l.raw()) { pthread_rwlock_wrlock(l_); }
    ~Writing() { pthread_rwlock_unlock(l_); }
    Writing(const Writing&) = delete;

private:
    pthread_rwlock_t* l_;
};

using Key = std::uint64_t;
using Blob = std::shared_ptr<const std::string>;

class TileCache {
    struct Tile {
        Blob body;
        std::uint64_t stamp = 0;
    };
    using Map = std::unordered_map<Key, Tile>;

public:
    TileCache(std::size_t budget, std::function<Blob(Key)> render)
        : budget_(budget), render_(std::move(render)) {}

    Blob fetch(Key k) {
        {
            Reading r(lock_);
            if (auto it = tiles_.find(k); it != tiles_.end())
                return it->second.body;
        }
        Blob b = render_(k);
        Writing w(lock_);
        auto [it, fresh] = tiles_.try_emplace(k, Tile{b, ++clock_});
        if (fresh)
            bytes_ += b->size();
        return it->second.body;
    }

    void invalidate(Key k) {
        Map::iterator it;
        {
            Reading r(lock_);
            it = tiles_.find(k);
            if (it == tiles_.end())
                return;
        }
        Writing w(lock_);
        bytes_ -= it->second.body->size();
        tiles_.erase(it); // EXPECT: check-then-act
    }

    void invalidateRange(Key lo, Key hi) {
        std::vector<Key> hit;
        {
            Reading r(lock_);
            for (const auto& [k, t] : tiles_)
                if (k >= lo && k < hi)
                    hit.push_back(k);
        }
        Writing w(lock_);
        for (Key k : hit) {
            auto it = tiles_.find(k);
            if (it == tiles_.end())
                continue;
            bytes_ -= it->second.body->size();
            tiles_.erase(it);
        }
    }

    void trim() {
        std::size_t used;
        std::list<Blob> dropped;
        {
            Writing w(lock_);
            used = bytes_;
            for (auto it = tiles_.begin(); it != tiles_.end() && used > budget_;) {
                used -= it->second.body->size();
                dropped.push_back(std::move(it->second.body));
                it = tiles_.erase(it);
            }
        }
        dropped.clear();
        Writing w(lock_);
        bytes_ = used; // EXPECT: lost-update
        ++trims_;
    }

    void clear() {
        Map old;
        Writing w(lock_);
        old.swap(tiles_);
        bytes_ = 0;
    }

    std::size_t bytes() {
        Reading r(lock_);
        return bytes_;
    }

private:
    const std::size_t budget_;
    const std::function<Blob(Key)> render_;
    RwLock lock_;
    Map tiles_;
    std::size_t bytes_ = 0;
    std::uint64_t clock_ = 0;
    unsigned trims_ = 0;
};

void serveTiles(TileCache& cache, const std::vector<Key>& wanted) {
    std::vector<std::jthread> pool;
    for (int t = 0; t < 4; ++t)
        pool.emplace_back([&cache, &wanted, t] {
            for (std::size_t i = static_cast<std::size_t>(t); i < wanted.size(); i += 4) {
                Blob b = cache.fetch(wanted[i]);
                if (b->empty())
                    cache.invalidate(wanted[i]);
                if (i % 256 == 0)
                    cache.trim();
                if (i % 4096 == 0)
                    cache.invalidateRange(wanted[i], wanted[i] + 16);
            }
        });
}

} // namespace tiles
