// RUN: %tocsin %s
// STD: c++20
// Wallet ledger: transfers, batch postings and the settlement thread.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace wallet {

class Account {
public:
    explicit Account(std::string iban, std::int64_t cents) : iban_(std::move(iban)), cents_(cents) {}

    [[nodiscard]] std::unique_lock<std::mutex> acquire() { return std::unique_lock<std::mutex>(mu_); }

    void deposit(std::int64_t c) {
        std::lock_guard<std::mutex> lk(mu_);
        cents_ += c;
        ++postings_;
    }

    // The token proves that the caller owns mu_.
    void post(const std::unique_lock<std::mutex>& token, std::int64_t c) {
        if (token.mutex() != &mu_ || !token.owns_lock())
            throw std::logic_error("account not locked");
        cents_ += c;
        ++postings_;
    }

    friend bool transfer(Account& from, Account& to, std::int64_t c);
    friend std::int64_t closeOut(Account& a);

    std::optional<std::int64_t> tryBalance(std::chrono::milliseconds d) {
        std::unique_lock<std::mutex> lk(mu_, std::defer_lock);
        const std::chrono::milliseconds step(2);
        for (; d.count() > 0; d -= step) {
            if (lk.try_lock())
                break;
            std::this_thread::sleep_for(step);
        }
        if (!lk)
            return std::nullopt;
        ++reads_;
        return cents_;
    }

private:
    std::string iban_;
    std::mutex mu_;
    std::int64_t cents_;
    std::uint64_t postings_ = 0;
    std::uint64_t reads_ = 0;
};

bool transfer(Account& from, Account& to, std::int64_t c) {
    if (&from == &to)
        return true;
    std::lock(from.mu_, to.mu_);
    std::lock_guard<std::mutex> a(from.mu_, std::adopt_lock);
    std::lock_guard<std::mutex> b(to.mu_, std::adopt_lock);
    if (from.cents_ < c)
        return false;
    from.cents_ -= c;
    to.cents_ += c;
    ++from.postings_;
    ++to.postings_;
    return true;
}

std::int64_t closeOut(Account& a) {
    auto held = a.acquire();
    const std::int64_t rest = a.cents_;
    a.cents_ = 0;
    return rest;
}

class Settlement {
public:
    Settlement() : worker_([this] { run(); }) {}
    ~Settlement() {
        {
            std::lock_guard<std::mutex> lk(mu_);
            done_ = true;
        }
        cv_.notify_one();
        worker_.join();
        settled_ += static_cast<std::int64_t>(queue_.size());
    }

    void enqueue(Account& a, std::int64_t c) {
        std::unique_lock<std::mutex> lk(mu_);
        queue_.push_back({&a, c});
        queued_ += c;
        lk.unlock();
        cv_.notify_one();
    }

private:
    struct Item {
        Account* acc;
        std::int64_t cents;
    };

    void run() {
        std::unique_lock<std::mutex> lk(mu_);
        for (;;) {
            cv_.wait(lk, [this] { return done_ || !queue_.empty(); });
            if (queue_.empty())
                return;
            Item it = queue_.front();
            queue_.pop_front();
            queued_ -= it.cents;
            lk.unlock();
            {
                auto tok = it.acc->acquire();
                it.acc->post(tok, it.cents);
            }
            lk.lock();
            settled_ += it.cents;
        }
    }

    std::mutex mu_;
    std::condition_variable cv_;
    std::deque<Item> queue_;
    std::int64_t queued_ = 0;
    std::int64_t settled_ = 0;
    bool done_ = false;
    std::thread worker_;
};

void bookSalaries(std::vector<Account*>& staff, std::int64_t cents, Settlement& s) {
    for (Account* a : staff)
        s.enqueue(*a, cents);
}

} // namespace wallet
