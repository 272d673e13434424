// STD: c++20
#include "account.h"

namespace ledger {

bool AccountBook::open(const Account& a)
{
    std::unique_lock<std::shared_mutex> w(mutex_);
    return accounts_.emplace(a.iban, a).second;
}

bool AccountBook::snapshot(const std::string& iban, Account& out) const
{
    std::shared_lock<std::shared_mutex> r(mutex_);
    auto it = accounts_.find(iban);
    if (it == accounts_.end())
        return false;
    out = it->second;
    return true;
}

Outcome AccountBook::post(const std::string& iban, Cents amount, std::uint32_t expected_version)
{
    std::unique_lock<std::shared_mutex> w(mutex_);
    auto it = accounts_.find(iban);
    if (it == accounts_.end())
        return Outcome::NotFound;
    Account& a = it->second;
    if (a.version != expected_version)
        return Outcome::VersionMismatch;
    if (a.balance + amount < -a.limit)
        return Outcome::Rejected;
    a.balance += amount;
    ++a.version;
    return Outcome::Done;
}

Outcome AccountBook::changeLimit(const std::string& iban, Cents limit,
                                 std::uint32_t expected_version)
{
    Account copy;
    if (!snapshot(iban, copy))
        return Outcome::NotFound;
    if (copy.version != expected_version)
        return Outcome::VersionMismatch;
    if (copy.balance < -limit)
        return Outcome::Rejected;
    copy.limit = limit;
    copy.version = expected_version + 1;

    std::unique_lock<std::shared_mutex> w(mutex_);
    accounts_[iban] = copy; // EXPECT: unchecked-version
    return Outcome::Done;
}

Outcome AccountBook::changeContact(const std::string& iban, const std::string& contact,
                                   std::uint32_t expected_version)
{
    Account copy;
    if (!snapshot(iban, copy))
        return Outcome::NotFound;
    if (copy.version != expected_version)
        return Outcome::VersionMismatch;
    if (contact.find('@') == std::string::npos)
        return Outcome::Rejected;

    std::unique_lock<std::shared_mutex> w(mutex_);
    auto it = accounts_.find(iban);
    if (it == accounts_.end())
        return Outcome::NotFound;
    if (it->second.version != copy.version)
        return Outcome::VersionMismatch;
    it->second.contact = contact;
    ++it->second.version;
    return Outcome::Done;
}

} // namespace ledger
