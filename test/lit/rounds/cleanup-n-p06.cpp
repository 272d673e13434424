// RUN: %tocsin %s
// STD: c++20
// Epoch based reclamation for the order book's price levels.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <limits>
#include <mutex>
#include <vector>

namespace book {

struct Level {
    std::int64_t price;
    std::atomic<std::int64_t> qty;
    Level *next;
};

class EpochDomain {
    static constexpr std::size_t kReaders = 64;
    static constexpr std::uint64_t kQuiescent = std::numeric_limits<std::uint64_t>::max();

    struct alignas(64) Slot {
        std::atomic<std::uint64_t> epoch{kQuiescent};
    };
    struct Retired {
        Level *level;
        std::uint64_t epoch;
    };

public:
    class Guard {
    public:
        Guard(EpochDomain &d, std::size_t slot) : s_(d.slots_[slot]) {
            std::uint64_t e;
            do {
                e = d.global_.load(std::memory_order_seq_cst);
                s_.epoch.store(e, std::memory_order_seq_cst);
            } while (e != d.global_.load(std::memory_order_seq_cst));
        }
        ~Guard() { s_.epoch.store(kQuiescent, std::memory_order_release); }
        Guard(const Guard &) = delete;
        Guard &operator=(const Guard &) = delete;

    private:
        Slot &s_;
    };

    void retire(Level *l) {
        std::lock_guard<std::mutex> g(mu_);
        retired_.push_back({l, global_.fetch_add(1, std::memory_order_seq_cst)});
        if (retired_.size() >= 128)
            reclaimLocked();
    }

    ~EpochDomain() {
        for (auto &r : retired_)
            delete r.level;
    }

private:
    std::uint64_t oldestReader() const {
        std::uint64_t m = kQuiescent;
        for (const auto &s : slots_)
            m = std::min(m, s.epoch.load(std::memory_order_seq_cst));
        return m;
    }

    void reclaimLocked() {
        const std::uint64_t horizon = oldestReader();
        std::erase_if(retired_, [horizon](const Retired &r) {
            if (r.epoch >= horizon)
                return false;
            delete r.level;
            return true;
        });
    }

    std::array<Slot, kReaders> slots_;
    std::atomic<std::uint64_t> global_{1};
    std::mutex mu_;
    std::vector<Retired> retired_;
};

class Side {
public:
    explicit Side(EpochDomain &d) : dom_(d) {}

    std::int64_t depth(std::size_t reader) const {
        EpochDomain::Guard g(dom_, reader);
        std::int64_t sum = 0;
        for (Level *l = head_.load(std::memory_order_acquire); l; l = l->next)
            sum += l->qty.load(std::memory_order_relaxed);
        return sum;
    }

    // matching thread only
    void popBest() {
        Level *l = head_.load(std::memory_order_relaxed);
        if (!l)
            return;
        head_.store(l->next, std::memory_order_release);
        dom_.retire(l);
    }
    void push(std::int64_t price, std::int64_t qty) {
        head_.store(new Level{price, {qty}, head_.load(std::memory_order_relaxed)}, std::memory_order_release);
    }

private:
    EpochDomain &dom_;
    std::atomic<Level *> head_{nullptr};
};

} // namespace book

int main() {
    book::EpochDomain d;
    book::Side bids(d);
    bids.push(100, 5);
    bids.popBest();
    return static_cast<int>(bids.depth(0));
}
