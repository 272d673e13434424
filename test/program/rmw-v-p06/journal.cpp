// STD: c++17
#include "ledger.h"

namespace bank {

void Ledger::post(const std::string& acct, std::int64_t delta) {
  balances_[acct] += delta;
  journal_.push_back(Entry{++seq_, acct, delta});
}

void Ledger::trim() {
  if (journal_.size() <= keep_) return;
  journal_.erase(journal_.begin(),
                 journal_.begin() + static_cast<std::ptrdiff_t>(journal_.size() - keep_));
}

}  // namespace bank
