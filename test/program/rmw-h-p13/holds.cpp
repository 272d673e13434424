// STD: c++20
#include "ledger.h"

bool Ledger::PlaceHold(const std::string &id, int64_t cents) {
    CritSecHolder hold(cs_);
    auto it = accounts_.find(id);
    if (it == accounts_.end() || it->second.balance - it->second.holds < cents)
        return false;
    it->second.holds += cents;
    return true;
}

void Ledger::SettleHold(const std::string &id, int64_t cents) {
    {
        CritSecHolder hold(cs_);
        auto it = accounts_.find(id);
        if (it == accounts_.end())
            return;
        it->second.holds -= cents;
        it->second.balance -= cents;
    }
    ++postings_; // EXPECT: lost-update
    AddFee(cents / 200);
}

void Ledger::AddFee(int64_t cents) {
    if (cents == 0)
        cents = 1;
    feesToday_ += cents; // EXPECT: lost-update
}
