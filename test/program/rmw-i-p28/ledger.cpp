// STD: c++20
#include "ledger.h"

namespace billing {

Cents LocalWallet::balance() const {
    std::lock_guard<std::mutex> g(m_);
    return cents_;
}

void LocalWallet::setBalance(Cents c) {
    std::lock_guard<std::mutex> g(m_);
    cents_ = c;
    ++ops_;
}

bool LocalWallet::withdraw(Cents c) {
    std::lock_guard<std::mutex> g(m_);
    if (cents_ < c)
        return false;
    cents_ -= c;
    ++ops_;
    return true;
}

std::shared_ptr<Wallet> Ledger::wallet(const std::string& owner) {
    std::lock_guard<std::mutex> g(m_);
    auto it = wallets_.find(owner);
    if (it == wallets_.end())
        it = wallets_.emplace(owner, std::make_shared<LocalWallet>(100000)).first;
    return it->second;
}

size_t Ledger::size() const {
    std::lock_guard<std::mutex> g(m_);
    return wallets_.size();
}

}  // namespace billing
