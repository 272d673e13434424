// RUN: %tocsin %s
// REQUIRES: boost
// STD: c++20
// Quota and price book of the ad exchange.
#include <boost/thread/locks.hpp>
#include <boost/thread/shared_mutex.hpp>
#include <boost/thread/thread.hpp>
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace adx {

class TokenBucket {
public:
    explicit TokenBucket(int64_t burst) : burst_(burst), tokens_(burst) {}

    bool take(int64_t n)
    {
        int64_t have = tokens_.load(std::memory_order_relaxed);
        for (;;) {
            if (have < n)
                return false;
            if (tokens_.compare_exchange_weak(have, have - n, std::memory_order_acq_rel))
                return true;
        }
    }

    void refill(int64_t n)
    {
        int64_t have = tokens_.load();
        int64_t want;
        do {
            want = std::min(burst_, have + n);
        } while (!tokens_.compare_exchange_weak(have, want));
    }

    bool drainOnce()
    {
        if (drained_.load(std::memory_order_relaxed))
            return false;
        return !drained_.exchange(true);
    }

private:
    const int64_t burst_;
    std::atomic<int64_t> tokens_;
    std::atomic<bool> drained_{false};
};

struct Book {
    uint64_t version = 0;
    std::map<std::string, int64_t> floor;
};

class PriceBook {
public:
    int64_t floorFor(const std::string &slot)
    {
        boost::upgrade_lock<boost::shared_mutex> r(mutex_);
        auto it = floors_.find(slot);
        if (it != floors_.end())
            return it->second;
        boost::upgrade_to_unique_lock<boost::shared_mutex> w(r);
        floors_[slot] = defaultFloor_;
        inserts_++;
        return defaultFloor_;
    }

    void raise(const std::string &slot, int64_t by)
    {
        boost::unique_lock<boost::shared_mutex> w(mutex_, boost::defer_lock);
        w.lock();
        int64_t cur = floors_[slot];
        floors_[slot] = cur + by;
    }

private:
    boost::shared_mutex mutex_;
    std::map<std::string, int64_t> floors_;
    int64_t defaultFloor_ = 25;
    uint64_t inserts_ = 0;
};

class Published {
public:
    std::shared_ptr<const Book> current() const { return book_.load(); }

    void edit(const std::string &slot, int64_t price)
    {
        std::shared_ptr<const Book> old = book_.load();
        std::shared_ptr<const Book> next;
        do {
            auto copy = std::make_shared<Book>(*old);
            copy->version = old->version + 1;
            copy->floor[slot] = price;
            next = std::move(copy);
        } while (!book_.compare_exchange_strong(old, next));
    }

private:
    std::atomic<std::shared_ptr<const Book>> book_{std::make_shared<const Book>()};
};

class Exchange {
public:
    void auction(const std::string &slot)
    {
        if (!bucket_.take(1)) {
            bucket_.refill(100);
            return;
        }
        const int64_t f = prices_.floorFor(slot);
        if (f > 1000 && bucket_.drainOnce())
            published_.edit(slot, f);
        prices_.raise(slot, 1);
    }
    uint64_t version() const { return published_.current()->version; }

private:
    TokenBucket bucket_{10000};
    PriceBook prices_;
    Published published_;
};

} // namespace adx

int main()
{
    adx::Exchange ex;
    boost::thread_group g;
    for (int i = 0; i < 6; ++i)
        g.create_thread([&ex] {
            for (int k = 0; k < 5000; ++k)
                ex.auction("slot" + std::to_string(k % 7));
        });
    g.join_all();
    return ex.version() > 1;
}
