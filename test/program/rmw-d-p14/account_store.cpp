// STD: c++20
#include "account_store.h"

namespace billing {

bool AccountStore::contains(const std::string& id) const {
    std::lock_guard<std::mutex> lk(mu_);
    return accounts_.count(id) != 0;
}

void AccountStore::open(const std::string& id, std::int64_t limit) {
    Account a;
    a.limit = limit;
    std::lock_guard<std::mutex> lk(mu_);
    accounts_[id] = a;
}

bool AccountStore::openIfAbsent(const std::string& id, std::int64_t limit) {
    Account a;
    a.limit = limit;
    std::lock_guard<std::mutex> lk(mu_);
    return accounts_.emplace(id, a).second;
}

std::int64_t AccountStore::balance(const std::string& id) const {
    std::lock_guard<std::mutex> lk(mu_);
    auto it = accounts_.find(id);
    return it == accounts_.end() ? 0 : it->second.balance;
}

void AccountStore::setBalance(const std::string& id, std::int64_t v) {
    std::lock_guard<std::mutex> lk(mu_);
    auto it = accounts_.find(id);
    if (it != accounts_.end())
        it->second.balance = v;
}

std::int64_t AccountStore::adjust(const std::string& id, std::int64_t delta) {
    std::lock_guard<std::mutex> lk(mu_);
    return accounts_[id].balance += delta;
}

bool AccountStore::chargeWithin(const std::string& id, std::int64_t amount) {
    std::lock_guard<std::mutex> lk(mu_);
    auto it = accounts_.find(id);
    if (it == accounts_.end() || it->second.balance - amount < -it->second.limit)
        return false;
    it->second.balance -= amount;
    ++it->second.invoices;
    return true;
}

std::vector<std::string> AccountStore::ids() const {
    std::vector<std::string> out;
    std::lock_guard<std::mutex> lk(mu_);
    for (const auto& [id, a] : accounts_)
        out.push_back(id);
    return out;
}

} // namespace billing
