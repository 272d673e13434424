// RUN: %tocsin %s
// STD: c++20
// Order book top-of-level bookkeeping for a matching engine, lock-free readers.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

namespace match {

enum class Phase : int { Closed, Auction, Open, Halted };

struct Level {
    std::atomic<std::int64_t> qty{0};
    std::atomic<std::int64_t> bestBid{0};
    std::atomic<std::uint64_t> lastTs{0};
    std::atomic<std::uint32_t> orders{0};
};

class Book {
public:
    explicit Book(std::size_t n) : levels_(n) {}

    void onBid(std::size_t i, std::int64_t px)
    {
        auto cur = levels_[i].bestBid.load(std::memory_order_acquire);
        while (px > cur && !levels_[i].bestBid.compare_exchange_weak(cur, px)) {
        }
    }

    void onTrade(std::size_t i, std::int64_t filled)
    {
        auto& q = levels_[i].qty;
        auto cur = q.load();
        const auto rest = std::max<std::int64_t>(0, cur - filled);
        while (!q.compare_exchange_strong(cur, rest)) { // EXPECT: unchecked-version
        }
        if (rest == 0)
            levels_[i].orders.store(0, std::memory_order_relaxed);
    }

    void addQty(std::size_t i, std::int64_t n)
    {
        auto& lvl = levels_[i];
        auto cur = lvl.qty.load();
        lvl.qty.compare_exchange_strong(cur, std::min(cur + n, kCap)); // EXPECT: ignored-conflict
        lvl.orders.fetch_add(1);
    }

    void stamp(std::size_t i, std::uint64_t ts)
    {
        auto& last = levels_[i].lastTs;
        std::uint64_t seen = last.load(std::memory_order_relaxed);
        do {
            if (seen >= ts)
                return;
        } while (!last.compare_exchange_weak(seen, ts, std::memory_order_release,
                                             std::memory_order_relaxed));
    }

    bool halt()
    {
        Phase p = phase_.load();
        for (;;) {
            if (p == Phase::Halted || p == Phase::Closed)
                return false;
            if (phase_.compare_exchange_weak(p, Phase::Halted))
                return true;
        }
    }

    void openIfAuction()
    {
        Phase p = Phase::Auction;
        phase_.compare_exchange_strong(p, Phase::Open);
    }

private:
    static constexpr std::int64_t kCap = 1'000'000'000;
    std::vector<Level> levels_;
    std::atomic<Phase> phase_{Phase::Closed};
};

void replay(Book& b, std::size_t feeds)
{
    std::vector<std::thread> ts;
    for (std::size_t f = 0; f < feeds; ++f)
        ts.emplace_back([&b, f] {
            for (std::uint64_t i = 0; i < 100000; ++i) {
                b.addQty(f % 4, 100);
                b.onTrade(f % 4, 30);
                b.onBid(f % 4, static_cast<std::int64_t>(i));
                b.stamp(f % 4, i);
            }
            b.halt();
        });
    b.openIfAuction();
    for (auto& t : ts)
        t.join();
}

} // namespace match
