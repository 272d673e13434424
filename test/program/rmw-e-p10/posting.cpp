// STD: c++20
#include "ledger.h"

namespace billing {

std::int64_t& Ledger::Slot(const std::string& account) {
  auto it = balances_.find(account);
  if (it == balances_.end()) it = balances_.emplace(account, 0).first;
  return it->second;
}

void Ledger::Post(std::int64_t& balance, std::int64_t delta) {
  const std::int64_t before = balance;
  balance = before + delta;
  outstanding_ -= delta;
  ++entries_;
}

}  // namespace billing
