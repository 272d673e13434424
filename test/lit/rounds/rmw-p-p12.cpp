// RUN: %tocsin %s
// STD: c++20
// Wallet ledger of a payment back end.
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace pay {

using Cents = int64_t;

struct Account {
    mutable std::mutex m;
    Cents balance = 0;
    Cents held = 0;
    Cents credit = 0;
    uint64_t version = 0;
    std::string tier;
    std::map<std::string, Cents> holds;
};

struct Risk {
    std::string tier;
    Cents ceiling = 0;
};
using RiskModel = std::function<Risk(Cents balance, Cents held)>;

class Ledger {
public:
    explicit Ledger(RiskModel model) : model_(std::move(model)) {}

    std::shared_ptr<Account> open(const std::string &id) {
        {
            std::shared_lock<std::shared_mutex> r(indexMutex_);
            auto it = index_.find(id);
            if (it != index_.end())
                return it->second;
        }
        auto fresh = std::make_shared<Account>();
        fresh->tier = "basic";
        fresh->version++;
        std::unique_lock<std::shared_mutex> w(indexMutex_);
        return index_.try_emplace(id, std::move(fresh)).first->second;
    }

    bool transfer(Account &from, Account &to, Cents amount) {
        if (&from == &to || amount <= 0)
            return false;
        std::lock(from.m, to.m);
        std::lock_guard<std::mutex> a(from.m, std::adopt_lock);
        std::lock_guard<std::mutex> b(to.m, std::adopt_lock);
        if (from.balance - from.held < amount)
            return false;
        from.balance -= amount;
        to.balance += amount;
        from.version++;
        to.version++;
        return true;
    }

    // The risk model is remote and slow; the account is not kept locked for it.
    bool rescore(Account &acc) {
        for (int attempt = 0; attempt < 4; ++attempt) {
            std::unique_lock<std::mutex> lk(acc.m);
            const uint64_t seen = acc.version;
            const Cents balance = acc.balance, held = acc.held;
            lk.unlock();

            const Risk r = model_(balance, held);

            lk.lock();
            if (acc.version != seen)
                continue;
            acc.tier = r.tier;
            acc.credit = balance > held ? r.ceiling : r.ceiling / 2;
            acc.version = seen + 1;
            return true;
        }
        return false;
    }

    bool authorize(Account &acc, const std::string &auth, Cents amount) {
        auto lk = lockAccount(acc);
        if (acc.balance + acc.credit - acc.held < amount)
            return false;
        if (!acc.holds.emplace(auth, amount).second)
            return true; // repeated request
        acc.held += amount;
        acc.version++;
        lk.unlock();

        if (notify(auth, amount))
            return true;

        lk.lock();
        auto it = acc.holds.find(auth);
        if (it != acc.holds.end())
            dropHold(acc, it);
        return false;
    }

    bool capture(Account &acc, const std::string &auth) {
        auto lk = lockAccount(acc);
        auto it = acc.holds.find(auth);
        if (it == acc.holds.end())
            return false;
        acc.balance -= it->second;
        dropHold(acc, it);
        return true;
    }

    bool release(Account &acc, const std::string &auth) {
        std::unique_lock<std::mutex> lk(acc.m, std::defer_lock);
        if (!lk.try_lock()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            lk.lock();
        }
        auto it = acc.holds.find(auth);
        if (it == acc.holds.end())
            return false;
        dropHold(acc, it);
        return true;
    }

private:
    static std::unique_lock<std::mutex> lockAccount(Account &acc) {
        std::unique_lock<std::mutex> lk(acc.m);
        return lk;
    }

    // Every caller has acc.m.
    static void dropHold(Account &acc, std::map<std::string, Cents>::iterator it) {
        acc.held -= it->second;
        acc.version++;
        acc.holds.erase(it);
    }

    bool notify(const std::string &auth, Cents amount);

    RiskModel model_;
    std::shared_mutex indexMutex_;
    std::unordered_map<std::string, std::shared_ptr<Account>> index_;
};

} // namespace pay

void runCapture(pay::Ledger &l, const std::vector<std::pair<std::string, std::string>> &batch) {
    std::vector<std::jthread> pool;
    for (size_t part = 0; part < 4; ++part)
        pool.emplace_back([&l, &batch, part] {
            for (size_t i = part; i < batch.size(); i += 4) {
                auto acc = l.open(batch[i].first);
                if (!l.capture(*acc, batch[i].second))
                    l.release(*acc, batch[i].second);
                else
                    l.rescore(*acc);
            }
        });
}
