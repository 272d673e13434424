// STD: c++20
#include "ledger.h"

bool Ledger::Credit(const std::string &id, int64_t cents) {
    if (cents <= 0)
        return false;
    CritSecHolder hold(cs_);
    accounts_[id].balance += cents;
    ++postings_;
    return true;
}

bool Ledger::Debit(const std::string &id, int64_t cents) {
    CritSecHolder hold(cs_);
    auto it = accounts_.find(id);
    if (it == accounts_.end() || it->second.balance - it->second.holds < cents)
        return false;
    it->second.balance -= cents;
    ++postings_;
    return true;
}

uint64_t Ledger::Postings() const {
    CritSecHolder hold(cs_);
    return postings_;
}

int64_t Ledger::FeesToday() const {
    CritSecHolder hold(cs_);
    return feesToday_;
}

void Ledger::CloseDay() {
    CritSecHolder hold(cs_);
    feesTotal_ += feesToday_;
    feesToday_ = 0;
}
