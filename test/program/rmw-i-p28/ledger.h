#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

namespace billing {

using Cents = int64_t;

class Wallet {
public:
    virtual ~Wallet() = default;
    virtual Cents balance() const = 0;
    virtual void setBalance(Cents c) = 0;
    virtual bool withdraw(Cents c) = 0;
};

class InsufficientFunds : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class LocalWallet final : public Wallet {
public:
    explicit LocalWallet(Cents c) : cents_(c) {}
    Cents balance() const override;
    void setBalance(Cents c) override;
    bool withdraw(Cents c) override;

private:
    mutable std::mutex m_;
    Cents cents_;
    uint64_t ops_ = 0;
};

class Ledger {
public:
    std::shared_ptr<Wallet> wallet(const std::string& owner);
    size_t size() const;

private:
    mutable std::mutex m_;
    std::map<std::string, std::shared_ptr<Wallet>> wallets_;
};

}  // namespace billing
