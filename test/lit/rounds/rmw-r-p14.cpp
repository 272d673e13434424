// RUN: %tocsin %s
// STD: c++20
// Block cache of a storage engine; loads run outside the lock.
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace store {

struct Block {
    std::uint64_t version;
    std::string bytes;
};
using BlockPtr = std::shared_ptr<const Block>;

struct MutexRelease {
    void operator()(std::mutex* m) const { m->unlock(); }
};
using Held = std::unique_ptr<std::mutex, MutexRelease>;

inline Held hold(std::mutex& m) {
    m.lock();
    return Held(&m);
}

// Leaves the lock for the length of a scope.
template <class L>
class Outside {
public:
    explicit Outside(L& l) : l_(l) { l_.unlock(); }
    ~Outside() { l_.lock(); }
    Outside(const Outside&) = delete;
    Outside& operator=(const Outside&) = delete;

private:
    L& l_;
};

class BlockCache {
public:
    BlockPtr fetch(std::uint64_t no) {
        std::unique_lock<std::mutex> lk(mu_);
        for (;;) {
            if (auto it = blocks_.find(no); it != blocks_.end())
                return it->second;
            const std::uint64_t epoch = epoch_;
            BlockPtr b;
            {
                Outside<std::unique_lock<std::mutex>> away(lk);
                b = load(no, epoch);
            }
            if (epoch != epoch_)
                continue;
            auto [it, added] = blocks_.try_emplace(no, std::move(b));
            if (added)
                bytes_ += it->second->bytes.size();
            return it->second;
        }
    }

    void invalidate() {
        std::map<std::uint64_t, BlockPtr> doomed;
        {
            Held held = hold(mu_);
            doomed.swap(blocks_);
            bytes_ = 0;
            ++epoch_;
        }
    }

    // Moves the charge of both caches in one step.
    static void rebalance(BlockCache& a, BlockCache& b) {
        if (&a == &b)
            return;
        std::lock(a.mu_, b.mu_);
        std::lock_guard<std::mutex> ga(a.mu_, std::adopt_lock);
        std::lock_guard<std::mutex> gb(b.mu_, std::adopt_lock);
        const std::size_t sum = a.limit_ + b.limit_;
        a.limit_ = a.bytes_ > b.bytes_ ? sum - sum / 3 : sum / 3;
        b.limit_ = sum - a.limit_;
    }

    bool overLimit() { return withSpace([](std::size_t used, std::size_t max) { return used > max; }); }

    void trim() {
        auto lk = acquire();
        while (bytes_ > limit_ && !blocks_.empty()) {
            auto it = blocks_.begin();
            bytes_ -= it->second->bytes.size();
            blocks_.erase(it);
        }
    }

private:
    std::unique_lock<std::mutex> acquire() { return std::unique_lock<std::mutex>(mu_); }

    template <class F>
    bool withSpace(F&& f) {
        Held held = hold(mu_);
        return f(bytes_, limit_);
    }

    static BlockPtr load(std::uint64_t no, std::uint64_t epoch) {
        return std::make_shared<Block>(Block{epoch, std::string(512 + no % 512, 'b')});
    }

    std::mutex mu_;
    std::map<std::uint64_t, BlockPtr> blocks_;
    std::size_t bytes_ = 0;
    std::size_t limit_ = 1u << 16;
    std::uint64_t epoch_ = 0;
};

class Catalog {
public:
    BlockCache& cacheFor(const std::string& table) {
        {
            std::shared_lock<std::shared_mutex> r(rw_);
            if (auto it = caches_.find(table); it != caches_.end())
                return *it->second;
        }
        std::unique_lock<std::shared_mutex> w(rw_);
        auto& slot = caches_[table];
        if (!slot)
            slot = std::make_unique<BlockCache>();
        return *slot;
    }

    // Opened on first use.
    BlockCache& temp() {
        BlockCache* c = temp_.load(std::memory_order_acquire);
        if (!c) {
            auto fresh = std::make_unique<BlockCache>();
            if (temp_.compare_exchange_strong(c, fresh.get(), std::memory_order_acq_rel))
                c = fresh.release();
        }
        return *c;
    }

    ~Catalog() { delete temp_.load(std::memory_order_relaxed); }

private:
    std::shared_mutex rw_;
    std::map<std::string, std::unique_ptr<BlockCache>> caches_;
    std::atomic<BlockCache*> temp_{nullptr};
};

} // namespace store

int main() {
    store::Catalog cat;
    std::vector<std::jthread> readers;
    for (std::uint64_t r = 0; r < 4; ++r)
        readers.emplace_back([&cat, r] {
            for (std::uint64_t i = 0; i < 5000; ++i) {
                auto& c = cat.cacheFor(i % 2 ? "orders" : "items");
                c.fetch(i % 97);
                cat.temp().fetch(i % 11);
                if (c.overLimit())
                    c.trim();
                if (i % 500 == r)
                    c.invalidate();
                if (i % 700 == r)
                    store::BlockCache::rebalance(c, cat.temp());
            }
        });
    readers.clear();
    return 0;
}
