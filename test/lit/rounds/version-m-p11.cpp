// RUN: %tocsin %s
// STD: c++20
// Risk limits of the order gateway: versioned rows, amended by the desk and by the intraday model.
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <unordered_map>

namespace risk {

enum class Amend { Done, Conflict, Unknown };

struct Limit {
    std::int64_t maxQty = 0;
    std::int64_t maxNotional = 0;
    std::uint64_t version = 0;
};

class Strand {
public:
    Strand() : t_([this](std::stop_token st) { run(st); }) {}
    void post(std::function<void()> f) {
        {
            std::lock_guard g(mu_);
            q_.push(std::move(f));
        }
        cv_.notify_one();
    }

private:
    void run(std::stop_token st) {
        std::unique_lock l(mu_);
        while (cv_.wait(l, st, [this] { return !q_.empty(); })) {
            auto f = std::move(q_.front());
            q_.pop();
            l.unlock();
            f();
            l.lock();
        }
    }
    std::mutex mu_;
    std::condition_variable_any cv_;
    std::queue<std::function<void()>> q_;
    std::jthread t_;
};

class LimitBook {
public:
    Amend setQty(const std::string &acct, std::int64_t qty, std::uint64_t expectedVersion) {
        std::lock_guard g(mu_);
        auto it = rows_.find(acct);
        if (it == rows_.end())
            return Amend::Unknown;
        if (it->second.version != expectedVersion)
            return Amend::Conflict;
        it->second.maxQty = qty;
        it->second.version++;
        return Amend::Done;
    }

    // Takes effect when the auction is over.
    Amend setQtyAfterAuction(const std::string &acct, std::int64_t qty, std::uint64_t expectedVersion) {
        std::unique_lock l(mu_);
        auto it = rows_.find(acct);
        if (it == rows_.end())
            return Amend::Unknown;
        Limit &row = it->second;
        if (row.version != expectedVersion)
            return Amend::Conflict;
        continuous_.wait(l, [this] { return !auction_; });
        row.maxQty = qty; // EXPECT: unchecked-version
        row.version++;
        return Amend::Done;
    }

    Amend setNotionalLater(const std::string &acct, std::int64_t notional, std::uint64_t expectedVersion) {
        std::lock_guard g(mu_);
        auto it = rows_.find(acct);
        if (it == rows_.end())
            return Amend::Unknown;
        if (it->second.version != expectedVersion)
            return Amend::Conflict;
        strand_.post([this, acct, notional] {
            std::lock_guard h(mu_);
            Limit &row = rows_[acct];
            row.maxNotional = notional; // EXPECT: unchecked-version
            row.version++;
        });
        return Amend::Done;
    }

    Amend setNotionalAfterAuction(const std::string &acct, std::int64_t notional, std::uint64_t expectedVersion) {
        std::unique_lock l(mu_);
        Limit &row = rows_[acct];
        if (row.version != expectedVersion)
            return Amend::Conflict;
        continuous_.wait(l, [this] { return !auction_; });
        if (row.version != expectedVersion)
            return Amend::Conflict;
        row.maxNotional = notional;
        row.version++;
        return Amend::Done;
    }

    void phase(bool auction) {
        {
            std::lock_guard g(mu_);
            auction_ = auction;
        }
        continuous_.notify_all();
    }

    // Book-wide revision for the replica: seen is what the replica applied last.
    bool publish(std::uint64_t seen) {
        if (revision_.compare_exchange_strong(seen, seen + 1))
            return true;
        std::this_thread::yield();
        return revision_.compare_exchange_strong(seen, seen + 1); // EXPECT: unchecked-version
    }

    bool publishOnce(const std::uint64_t seen) {
        std::uint64_t e = seen;
        return revision_.compare_exchange_strong(e, seen + 1);
    }

private:
    std::mutex mu_;
    std::condition_variable continuous_;
    bool auction_ = false;
    std::unordered_map<std::string, Limit> rows_;
    std::atomic<std::uint64_t> revision_{0};
    Strand strand_;
};

} // namespace risk

int main() {
    risk::LimitBook b;
    b.setQty("A1", 100, 0);
    b.setNotionalLater("A1", 5000, 0);
    b.phase(false);
    return b.publish(0) && b.publishOnce(1) ? 0 : 1;
}
