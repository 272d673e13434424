// RUN: %tocsin %s
// STD: c++20
// Ledger of the prepaid platform.
#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

template <class T>
class Protected {
public:
    template <class F>
    decltype(auto) with(F&& f) {
        std::lock_guard lk(mu_);
        return std::invoke(std::forward<F>(f), value_);
    }

    class Access {
    public:
        explicit Access(Protected& p) : lk_(p.mu_), value_(&p.value_) {}
        T* operator->() { return value_; }
        T& operator*() { return *value_; }

    private:
        std::unique_lock<std::mutex> lk_;
        T* value_;
    };
    [[nodiscard]] Access open() { return Access(*this); }

private:
    std::mutex mu_;
    T value_{};
};

struct Account {
    std::mutex mu;
    std::int64_t balance = 0;
    std::uint64_t version = 0;
};

static void transfer(Account& from, Account& to, std::int64_t amount) {
    if (&from == &to)
        return;
    std::unique_lock a(from.mu, std::defer_lock);
    std::unique_lock b(to.mu, std::defer_lock);
    std::lock(a, b);
    const auto left = from.balance - amount;
    if (left < 0)
        return;
    from.balance = left;
    to.balance = to.balance + amount;
    ++from.version;
    ++to.version;
}

static std::int64_t rate_lookup(std::int64_t balance) {
    std::this_thread::yield();
    return balance > 100000 ? 2 : 1;
}

// The rate comes from a slow service, so the account is not locked meanwhile.
static void pay_interest(Account& acct) {
    std::unique_lock lk(acct.mu);
    for (;;) {
        const auto version = acct.version;
        const auto balance = acct.balance;
        lk.unlock();
        const auto interest = balance * rate_lookup(balance) / 100;
        lk.lock();
        if (acct.version != version)
            continue;
        acct.balance = balance + interest;
        ++acct.version;
        return;
    }
}

class Journal {
public:
    void note(std::string line) {
        std::unique_lock lk(mu_);
        append(lk, std::move(line));
        if (lines_.size() >= 64)
            flush(lk);
        appended_ += 1;
    }

    std::uint64_t appended() {
        return [this] {
            std::lock_guard lk(mu_);
            return appended_;
        }();
    }

private:
    void append(std::unique_lock<std::mutex>& lk, std::string line) {
        if (!lk.owns_lock())
            throw std::logic_error("journal not locked");
        lines_.push_back(std::move(line));
    }

    void flush(std::unique_lock<std::mutex>& lk) {
        std::vector<std::string> out;
        out.swap(lines_);
        lk.unlock();
        for (const auto& l : out)
            std::fprintf(stderr, "%s\n", l.c_str());
        lk.lock();
        flushes_ = flushes_ + 1;
    }

    std::mutex mu_;
    std::vector<std::string> lines_;
    std::uint64_t appended_ = 0;
    std::uint64_t flushes_ = 0;
};

int main() {
    Account acme, umbrella;
    acme.balance = 500000;
    umbrella.balance = 1000;
    Protected<std::map<std::string, int>> tariffs;
    Journal journal;
    std::vector<std::jthread> tellers;
    for (int i = 0; i < 4; ++i)
        tellers.emplace_back([&, i] {
            for (int n = 0; n < 200; ++n) {
                transfer(i % 2 ? acme : umbrella, i % 2 ? umbrella : acme, 10 + n);
                pay_interest(acme);
                tariffs.with([&](auto& m) {
                    if (!m.contains("basic"))
                        m.emplace("basic", n);
                    m["basic"] = m["basic"] + 1;
                });
                {
                    auto t = tariffs.open();
                    if (auto it = t->find("gold"); it == t->end())
                        t->emplace("gold", i);
                }
                journal.note("teller " + std::to_string(i));
            }
        });
    tellers.clear();
    std::printf("%lld %llu\n", static_cast<long long>(acme.balance + umbrella.balance),
                static_cast<unsigned long long>(journal.appended()));
}
