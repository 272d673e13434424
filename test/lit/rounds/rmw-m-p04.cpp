// RUN: %tocsin %s
// STD: c++20
// Object cache of the tile server.
#include <boost/thread/shared_mutex.hpp>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

namespace tiles {

enum class Access { Read, Write };

class CacheGuard {
public:
    CacheGuard(boost::shared_mutex &m, Access a) : m_(m), access_(a)
    {
        if (access_ == Access::Write)
            m_.lock();
        else
            m_.lock_shared();
    }
    ~CacheGuard()
    {
        if (access_ == Access::Write)
            m_.unlock();
        else
            m_.unlock_shared();
    }
    CacheGuard(const CacheGuard &) = delete;
    CacheGuard &operator=(const CacheGuard &) = delete;

private:
    boost::shared_mutex &m_;
    Access access_;
};

struct Tile {
    std::string key;
    std::string png;
};

using TilePtr = std::shared_ptr<const Tile>;

class TileCache {
public:
    explicit TileCache(size_t budget) : budget_(budget) {}

    TilePtr find(const std::string &key)
    {
        CacheGuard g(mutex_, Access::Read);
        auto it = index_.find(key);
        if (it == index_.end())
            return nullptr;
        hits_++; // EXPECT: lost-update
        lru_.splice(lru_.begin(), lru_, it->second); // EXPECT: lost-update
        return *it->second;
    }

    void insert(TilePtr tile)
    {
        CacheGuard g(mutex_, Access::Write);
        auto it = index_.find(tile->key);
        if (it != index_.end()) {
            bytes_ -= (*it->second)->png.size();
            lru_.erase(it->second);
            index_.erase(it);
        }
        bytes_ += tile->png.size();
        lru_.push_front(tile);
        index_[tile->key] = lru_.begin();
        evictLocked();
    }

    void resetStatistics()
    {
        CacheGuard g(mutex_, Access::Write);
        hits_ = 0;
        evictions_ = 0;
    }

    size_t bytes() const
    {
        CacheGuard g(mutex_, Access::Read);
        return bytes_;
    }

    bool overBudget(size_t extra) const
    {
        CacheGuard g(mutex_, Access::Read);
        return bytes_ + extra > budget_;
    }

private:
    void evictLocked()
    {
        while (bytes_ > budget_ && !lru_.empty()) {
            bytes_ -= lru_.back()->png.size();
            index_.erase(lru_.back()->key);
            lru_.pop_back();
            ++evictions_;
        }
    }

    mutable boost::shared_mutex mutex_;
    std::list<TilePtr> lru_;
    std::unordered_map<std::string, std::list<TilePtr>::iterator> index_;
    size_t bytes_ = 0;
    const size_t budget_;
    uint64_t hits_ = 0;
    uint64_t evictions_ = 0;
};

} // namespace tiles

tiles::TilePtr lookup(tiles::TileCache &cache, int z, int x, int y)
{
    const std::string key = std::to_string(z) + "/" + std::to_string(x) + "/" + std::to_string(y);
    return cache.find(key);
}
