// RUN: %tocsin %s
// STD: c++20
// Loyalty ledger.  Conversions ask the rate service, which may take a while,
// so the ledger is not kept locked during the request.
#include <chrono>
#include <cstdint>
#include <iostream>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace ledger {

using Points = std::int64_t;

class RateService {
public:
    std::optional<double> rate(const std::string &partner) const {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (partner == "hotel") return 0.8;
        if (partner == "airline") return 1.25;
        return std::nullopt;
    }
};

struct Account {
    Points balance = 0;
    Points on_hold = 0;
    std::uint64_t version = 0;
};

class Ledger {
public:
    explicit Ledger(const RateService &rates) : rates_(rates) {}

    void earn(const std::string &id, Points p) {
        std::lock_guard lk(mu_);
        Account &a = accounts_[id];
        a.balance += p;
        ++a.version;
    }

    bool spend(const std::string &id, Points p) {
        std::lock_guard lk(mu_);
        Account &a = at(id);
        if (a.balance - a.on_hold < p) return false;
        a.balance -= p;
        ++a.version;
        return true;
    }

    bool convert_all(const std::string &id, const std::string &partner) {
        std::unique_lock lk(mu_);
        Account &a = at(id);
        const Points have = a.balance;
        if (have == 0) return false;

        lk.unlock();
        const auto rate = rates_.rate(partner);
        if (!rate) return false;
        lk.lock();

        a.balance = static_cast<Points>(static_cast<double>(have) * *rate); // EXPECT: lost-update
        ++a.version;
        return true;
    }

    bool convert_checked(const std::string &id, const std::string &partner) {
        for (int attempt = 0; attempt < 3; ++attempt) {
            std::unique_lock lk(mu_);
            const Account seen = at(id);
            if (seen.balance == 0) return false;
            lk.unlock();

            const auto rate = rates_.rate(partner);
            if (!rate) return false;

            lk.lock();
            Account &a = at(id);
            if (a.version != seen.version) continue;
            a.balance = static_cast<Points>(static_cast<double>(seen.balance) * *rate);
            ++a.version;
            return true;
        }
        return false;
    }

    bool hold(const std::string &id, Points p, const std::string &partner) {
        {
            std::lock_guard lk(mu_);
            const Account &a = at(id);
            if (a.balance - a.on_hold < p) return false;
        }
        if (!rates_.rate(partner)) return false;
        std::lock_guard lk(mu_);
        at(id).on_hold += p; // EXPECT: check-then-act
        return true;
    }

    bool hold_first(const std::string &id, Points p, const std::string &partner) {
        {
            std::lock_guard lk(mu_);
            Account &a = at(id);
            if (a.balance - a.on_hold < p) return false;
            a.on_hold += p;
        }
        if (rates_.rate(partner)) return true;
        std::lock_guard lk(mu_);
        at(id).on_hold -= p;
        return false;
    }

private:
    Account &at(const std::string &id) {
        const auto it = accounts_.find(id);
        if (it == accounts_.end()) throw std::out_of_range("no account " + id);
        return it->second;
    }

    const RateService &rates_;
    std::mutex mu_;
    std::unordered_map<std::string, Account> accounts_;
};

}  // namespace ledger

int main() {
    ledger::RateService rates;
    ledger::Ledger book(rates);
    book.earn("anna", 1000);
    std::vector<std::jthread> desks;
    for (int d = 0; d < 4; ++d)
        desks.emplace_back([&book, d] {
            for (int i = 0; i < 50; ++i) {
                book.earn("anna", 10);
                if (d % 2 ? book.convert_all("anna", "hotel") : book.convert_checked("anna", "airline"))
                    book.spend("anna", 5);
                if (!book.hold("anna", 3, "hotel")) book.hold_first("anna", 1, "airline");
            }
        });
}
