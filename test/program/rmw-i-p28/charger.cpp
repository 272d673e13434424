// STD: c++20
#include "charger.h"

#include <iostream>

namespace billing {

Charger::~Charger() {
    for (auto& t : threads_)
        t.join();
}

void Charger::run(std::vector<Usage> usage) {
    threads_.emplace_back([this, batch = std::move(usage)] {
        for (const auto& u : batch) {
            try {
                apply(u);
            } catch (const InsufficientFunds& e) {
                std::cerr << e.what() << '\n';
            }
        }
    });
}

void Charger::apply(const Usage& u) {
    auto w = ledger_.wallet(u.owner);
    if (u.refund)
        refund(*w, u.amount);
    else if (!w->withdraw(u.amount))
        throw InsufficientFunds(u.owner);
}

void Charger::refund(Wallet& w, Cents amount) {
    const Cents before = w.balance();
    const Cents fee = amount > 1000 ? amount / 100 : 0;
    w.setBalance(before + amount - fee); // EXPECT: lost-update
}

// The account is not in the ledger yet, only this call sees it.
Cents Charger::migrate(const std::string& owner, Cents bonus) {
    auto fresh = std::make_unique<LocalWallet>(0);
    fresh->setBalance(fresh->balance() + bonus);
    fresh->setBalance(fresh->balance() + Cents(owner.size()));
    return fresh->balance();
}

}  // namespace billing
