// RUN: %tocsin %s
// STD: c++20
// Shard of a game server: player wallets and guild scores touched by zone threads.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

namespace zone {

// Thin relaxed wrapper used for fields shared between zones.
template <class T>
class Shared {
public:
    Shared(T v = T{}) : v_(v) {}
    T get() const { return v_.load(std::memory_order_relaxed); }
    void set(T v) { v_.store(v, std::memory_order_relaxed); }
    T add(T d) { return v_.fetch_add(d, std::memory_order_relaxed) + d; }
    bool swapIf(T& expected, T desired) {
        return v_.compare_exchange_weak(expected, desired, std::memory_order_acq_rel,
                                        std::memory_order_relaxed);
    }

private:
    std::atomic<T> v_;
};

enum class Purchase { Ok, TooPoor, SoldOut };

class Wallet {
public:
    explicit Wallet(std::int64_t start) : gold_(start) {}

    void deposit(std::int64_t n) { gold_.add(n); }
    std::int64_t balance() const { return gold_.get(); }

    bool withdraw(std::int64_t n) {
        std::int64_t cur = gold_.get();
        do {
            if (cur < n)
                return false;
        } while (!gold_.swapIf(cur, cur - n));
        return true;
    }

    // Death penalty: a tenth of what the player carries.
    std::int64_t penalise() {
        const std::int64_t carried = gold_.get();
        const std::int64_t loss = std::max<std::int64_t>(carried / 10, 1);
        if (carried < loss)
            return 0;
        gold_.set(carried - loss); // EXPECT: split-atomic
        return loss;
    }

private:
    Shared<std::int64_t> gold_;
};

class GuildScore {
public:
    // A raid is worth more while the guild is small.
    void awardRaid(std::uint32_t base) {
        std::uint32_t cur = points_.load(std::memory_order_relaxed);
        const std::uint32_t next = cur + (cur < 1000 ? base * 2 : base);
        while (!points_.compare_exchange_weak(cur, next, std::memory_order_acq_rel)) // EXPECT: unchecked-version
            std::this_thread::yield();
    }

    void awardQuest(std::uint32_t base) {
        std::uint32_t cur = points_.load(std::memory_order_relaxed);
        std::uint32_t next;
        do {
            next = cur + (cur < 500 ? base * 2 : base);
        } while (!points_.compare_exchange_weak(cur, next, std::memory_order_acq_rel));
    }

    std::uint32_t points() const { return points_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint32_t> points_{0};
};

class Vendor {
public:
    explicit Vendor(int stock) : stock_(stock) {}

    Purchase buy(Wallet& w, std::int64_t price) {
        int left = stock_.load(std::memory_order_acquire);
        for (;;) {
            if (left <= 0)
                return Purchase::SoldOut;
            if (stock_.compare_exchange_weak(left, left - 1))
                break;
        }
        if (!w.withdraw(price)) {
            stock_.fetch_add(1, std::memory_order_acq_rel);
            return Purchase::TooPoor;
        }
        return Purchase::Ok;
    }

private:
    std::atomic<int> stock_;
};

struct World {
    std::vector<std::unique_ptr<Wallet>> wallets;
    GuildScore guild;
    Vendor vendor{500};
};

void tickZone(World& w, unsigned seed) {
    for (unsigned i = 0; i < 5000; ++i) {
        seed = seed * 1664525u + 1013904223u;
        Wallet& who = *w.wallets[(seed >> 8) % w.wallets.size()];
        switch (seed % 4) {
        case 0: who.deposit(25); break;
        case 1: w.vendor.buy(who, 10); break;
        case 2: who.penalise(); w.guild.awardQuest(3); break;
        default: w.guild.awardRaid(7); break;
        }
    }
}

} // namespace zone

int main() {
    zone::World world;
    for (int i = 0; i < 16; ++i)
        world.wallets.push_back(std::make_unique<zone::Wallet>(100));
    std::vector<std::thread> zones;
    for (unsigned z = 0; z < 4; ++z)
        zones.emplace_back([&world, z] { zone::tickZone(world, z + 1); });
    for (auto& t : zones)
        t.join();
    return world.guild.points() > 0 ? 0 : 1;
}
