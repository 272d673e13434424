#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace billing {

struct Account {
    std::int64_t balance = 0;
    std::int64_t limit = 0;
    std::uint32_t invoices = 0;
};

// Thread-safe: every member function takes the store's lock.
class AccountStore {
public:
    bool contains(const std::string& id) const;
    void open(const std::string& id, std::int64_t limit);
    bool openIfAbsent(const std::string& id, std::int64_t limit);
    std::int64_t balance(const std::string& id) const;
    void setBalance(const std::string& id, std::int64_t v);
    std::int64_t adjust(const std::string& id, std::int64_t delta);
    bool chargeWithin(const std::string& id, std::int64_t amount);
    std::vector<std::string> ids() const;

private:
    mutable std::mutex mu_;
    std::map<std::string, Account> accounts_;
};

} // namespace billing
