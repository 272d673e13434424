// RUN: %tocsin %s
// STD: c++20
// Order book front: gateways submit in parallel, one book per instrument.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace exch {

class SpinLatch {
public:
    void enter() noexcept {
        while (flag_.test_and_set(std::memory_order_acquire))
            flag_.wait(true, std::memory_order_relaxed);
    }
    void leave() noexcept {
        flag_.clear(std::memory_order_release);
        flag_.notify_one();
    }

private:
    std::atomic_flag flag_;
};

class LatchHolder {
public:
    explicit LatchHolder(SpinLatch& l) : l_(l) { l_.enter(); }
    ~LatchHolder() { l_.leave(); }
    LatchHolder(const LatchHolder&) = delete;
    LatchHolder& operator=(const LatchHolder&) = delete;

private:
    SpinLatch& l_;
};

template <class T>
class Gauge {
public:
    T get() const noexcept { return v_.load(std::memory_order_relaxed); }
    void set(T v) noexcept { v_.store(v, std::memory_order_relaxed); }
    T bump(T by = 1) noexcept { return v_.fetch_add(by, std::memory_order_relaxed) + by; }
    bool swapIf(T& seen, T v) noexcept { return v_.compare_exchange_weak(seen, v); }

private:
    std::atomic<T> v_{};
};

struct Order {
    std::uint64_t id;
    std::int64_t price;
    std::uint32_t qty;
};

enum HaltReason : std::uint32_t { kOperator = 1, kVolatility = 2, kFeedLoss = 4 };

class Book {
public:
    using FillFn = std::function<void(const Order&, std::uint32_t)>;

    explicit Book(FillFn fn) : onFill_(std::move(fn)) {}

    std::uint64_t submitQuote(std::int64_t price, std::uint32_t qty) {
        std::uint64_t id = nextId_.get() + 1;
        nextId_.set(id); // EXPECT: split-atomic
        place(Order{id, price, qty});
        return id;
    }

    std::uint64_t submitOrder(std::int64_t price, std::uint32_t qty) {
        std::uint64_t id = nextId_.bump();
        place(Order{id, price, qty});
        return id;
    }

    bool cancel(std::int64_t price, std::uint64_t id) {
        LatchHolder h(latch_);
        auto it = bids_.find(price);
        if (it == bids_.end())
            return false;
        std::size_t gone = std::erase_if(it->second, [&](const Order& o) { return o.id == id; });
        if (it->second.empty())
            bids_.erase(it);
        resting_ -= gone;
        return gone != 0;
    }

    void halt(HaltReason why) {
        std::uint32_t cur = halted_.load();
        const std::uint32_t want = cur | why;
        while (!halted_.compare_exchange_weak(cur, want)) { // EXPECT: unchecked-version
        }
    }

    void resume(HaltReason why) {
        std::uint32_t cur = halted_.load();
        while (!halted_.compare_exchange_weak(cur, cur & ~static_cast<std::uint32_t>(why))) {
        }
    }

    bool open() const { return halted_.load() == 0; }
    std::size_t peakDepth() const { return peak_.get(); }

private:
    void place(Order o) {
        std::size_t depth;
        {
            LatchHolder h(latch_);
            bids_[o.price].push_back(o);
            depth = ++resting_;
        }
        notePeak(depth);
        noteLargest(o.qty);
        if (onFill_)
            onFill_(o, 0);
    }

    void notePeak(std::size_t depth) {
        std::size_t seen = peak_.get();
        while (depth > seen && !peak_.swapIf(seen, depth)) {
        }
    }

    void noteLargest(std::uint32_t qty) {
        largest_ = std::max(largest_.load(), qty); // EXPECT: split-atomic
    }

    FillFn onFill_;
    SpinLatch latch_;
    std::map<std::int64_t, std::vector<Order>> bids_;
    std::size_t resting_ = 0;
    Gauge<std::uint64_t> nextId_;
    Gauge<std::size_t> peak_;
    std::atomic<std::uint32_t> largest_{0};
    std::atomic<std::uint32_t> halted_{0};
};

void runGateways(Book& book, unsigned n) {
    std::vector<std::jthread> gw;
    for (unsigned g = 0; g < n; ++g)
        gw.emplace_back([&book, g] {
            for (int i = 0; i < 10000 && book.open(); ++i) {
                std::uint64_t id = (i & 1) ? book.submitQuote(100 + g, 10) : book.submitOrder(100, 5);
                if (i % 7 == 0)
                    book.cancel(100, id);
                if (i % 997 == 0)
                    book.halt(kVolatility), book.resume(kVolatility);
            }
        });
}

} // namespace exch
