// RUN: %tocsin %s
// STD: c++20
// In-memory ledger: accounts are spread over shards, each with a lock of its own.
#include <array>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ledger {

using Cents = std::int64_t;

struct Account {
    Cents balance = 0;
    std::uint32_t moves = 0;
    bool frozen = false;
};

class Ledger {
    static constexpr std::size_t kShards = 32;

    struct Shard {
        std::mutex mu;
        std::unordered_map<std::string, Account> accounts;
        Cents total = 0;
    };

public:
    // An account together with the lock that covers it.
    class Handle {
    public:
        Handle(std::unique_lock<std::mutex> lk, Shard& s, Account& a)
            : lk_(std::move(lk)), shard_(&s), acct_(&a) {}
        Account* operator->() const { return acct_; }
        void move(Cents by) {
            acct_->balance += by;
            acct_->moves++;
            shard_->total += by;
        }

    private:
        std::unique_lock<std::mutex> lk_;
        Shard* shard_;
        Account* acct_;
    };

    explicit Ledger(const std::vector<std::pair<std::string, Cents>>& seed) {
        for (const auto& [name, cents] : seed) {
            Shard& s = shardOf(name);
            s.accounts[name].balance += cents;
            s.total += cents;
            seeded_ = seeded_ + 1;
        }
    }

    std::optional<Handle> open(const std::string& name) {
        Shard& s = shardOf(name);
        auto lk = lockShard(s);
        auto it = s.accounts.find(name);
        if (it == s.accounts.end())
            return std::nullopt;
        return Handle(std::move(lk), s, it->second);
    }

    bool withdraw(const std::string& name, Cents amount) {
        auto h = open(name);
        if (!h || (*h)->frozen)
            return false;
        const Cents have = (*h)->balance;
        if (have < amount)
            return false;
        h->move(-amount);
        return true;
    }

    void deposit(const std::string& name, Cents amount) {
        Shard& s = shardOf(name);
        auto lk = lockShard(s);
        auto it = s.accounts.find(name);
        if (it == s.accounts.end())
            it = s.accounts.emplace(name, Account{}).first;
        it->second.balance = it->second.balance + amount;
        it->second.moves++;
        s.total += amount;
    }

    bool transfer(const std::string& from, const std::string& to, Cents amount) {
        Shard& a = shardOf(from);
        Shard& b = shardOf(to);
        std::unique_lock<std::mutex> la, lb;
        if (&a == &b) {
            la = lockShard(a);
        } else {
            std::lock(a.mu, b.mu);
            la = std::unique_lock(a.mu, std::adopt_lock);
            lb = std::unique_lock(b.mu, std::adopt_lock);
        }
        auto src = a.accounts.find(from);
        auto dst = b.accounts.find(to);
        if (src == a.accounts.end() || dst == b.accounts.end())
            return false;
        const Cents have = src->second.balance;
        if (src->second.frozen || have < amount)
            return false;
        src->second.balance = have - amount;
        dst->second.balance += amount;
        a.total -= amount;
        b.total += amount;
        return true;
    }

    Cents total() {
        std::array<std::unique_lock<std::mutex>, kShards> held;
        Cents sum = 0;
        for (std::size_t i = 0; i < kShards; ++i) {
            held[i] = lockShard(shards_[i]);
            sum += shards_[i].total;
        }
        return sum;
    }

private:
    Shard& shardOf(const std::string& name) {
        return shards_[std::hash<std::string>{}(name) % kShards];
    }
    static std::unique_lock<std::mutex> lockShard(Shard& s) {
        return std::unique_lock<std::mutex>(s.mu);
    }

    std::array<Shard, kShards> shards_;
    std::size_t seeded_ = 0;
};

int replay(Ledger& l, const std::vector<std::vector<std::pair<std::string, Cents>>>& streams) {
    std::vector<int> refused(streams.size());
    std::vector<std::thread> workers;
    for (std::size_t i = 0; i < streams.size(); ++i)
        workers.emplace_back([&l, &in = streams[i], &out = refused[i]] {
            for (const auto& [name, cents] : in) {
                if (cents >= 0)
                    l.deposit(name, cents);
                else if (!l.withdraw(name, -cents) && !l.transfer("reserve", name, -cents))
                    out++;
            }
        });
    for (auto& w : workers)
        w.join();
    int all = 0;
    for (int r : refused)
        all += r;
    return all;
}

} // namespace ledger
