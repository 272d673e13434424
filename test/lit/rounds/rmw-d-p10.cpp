// RUN: %tocsin %s
// STD: c++20
// Matching engine front: one Book per instrument, fed by several gateway threads.
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace exchange {

struct Order {
    std::uint64_t id;
    std::int64_t price;
    std::int64_t qty;
    bool buy;
};

class Book {
public:
    explicit Book(std::string symbol) : symbol_(std::move(symbol)) {}

    void submit(const Order& o) {
        std::lock_guard<std::mutex> lk(mu_);
        auto& side = o.buy ? bids_ : asks_;
        side[o.price] += o.qty;
        ++open_orders_;
        match();
    }

    bool cancel(const Order& o) {
        std::lock_guard<std::mutex> lk(mu_);
        auto& side = o.buy ? bids_ : asks_;
        auto it = side.find(o.price);
        if (it == side.end() || it->second < o.qty)
            return false;
        if ((it->second -= o.qty) == 0)
            side.erase(it);
        --open_orders_;
        ++cancels_;
        return true;
    }

    // Off-book trade reported by a broker.
    void reportBlock(std::int64_t qty, std::int64_t price) {
        if (qty <= 0 || price <= 0)
            return;
        std::lock_guard<std::mutex>{mu_};
        volume_ += qty; // EXPECT: lost-update
    }

    void bustTrade(std::int64_t qty) {
        std::unique_lock<std::mutex>(mu_);
        busted_ += qty; // EXPECT: lost-update
    }

    void massCancel(std::size_t n) {
        std::scoped_lock guard;
        cancels_ += n; // EXPECT: lost-update
    }

    std::int64_t volume() const {
        std::scoped_lock guard(mu_);
        return volume_ - busted_;
    }

    std::pair<std::size_t, std::size_t> rollDay() {
        std::unique_lock<std::mutex> lk{mu_};
        auto r = std::make_pair(open_orders_, cancels_);
        cancels_ = 0;
        volume_ = 0;
        busted_ = 0;
        return r;
    }

private:
    void match() {
        while (!bids_.empty() && !asks_.empty()) {
            auto b = std::prev(bids_.end());
            auto a = asks_.begin();
            if (b->first < a->first)
                break;
            const std::int64_t q = std::min(b->second, a->second);
            volume_ += q;
            if ((b->second -= q) == 0)
                bids_.erase(b);
            if ((a->second -= q) == 0)
                asks_.erase(a);
        }
    }

    std::string symbol_;
    mutable std::mutex mu_;
    std::map<std::int64_t, std::int64_t> bids_, asks_;
    std::int64_t volume_ = 0;
    std::int64_t busted_ = 0;
    std::size_t open_orders_ = 0;
    std::size_t cancels_ = 0;
};

void runGateways(Book& book, const std::vector<std::vector<Order>>& feeds) {
    std::vector<std::thread> gw;
    for (const auto& feed : feeds)
        gw.emplace_back([&book, &feed] {
            for (const auto& o : feed) {
                if (o.id == 0)
                    book.reportBlock(o.qty, o.price);
                else
                    book.submit(o);
            }
        });
    for (auto& t : gw)
        t.join();
}

} // namespace exchange
