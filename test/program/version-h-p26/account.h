#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>

namespace ledger {

using Cents = std::int64_t;

struct Account {
    std::string iban;
    Cents limit = 0;
    Cents balance = 0;
    std::string contact;
    std::uint32_t version = 0;
};

enum class Outcome { Done, NotFound, VersionMismatch, Rejected };

class AccountBook {
public:
    bool open(const Account& a);
    bool snapshot(const std::string& iban, Account& out) const;
    Outcome post(const std::string& iban, Cents amount, std::uint32_t expected_version);
    Outcome changeLimit(const std::string& iban, Cents limit, std::uint32_t expected_version);
    Outcome changeContact(const std::string& iban, const std::string& contact,
                          std::uint32_t expected_version);

private:
    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, Account> accounts_;
};

} // namespace ledger
