// STD: c++20
#include "ledger.h"

namespace billing {

bool Ledger::Charge(const std::string& account, std::int64_t cents) {
  core::CritScope scope(&cs_);
  auto& b = Slot(account);
  if (b < cents) return false;
  Post(b, -cents);
  return true;
}

void Ledger::Refund(const std::string& account, std::int64_t cents) {
  core::CritScope scope(&cs_);
  Post(Slot(account), cents);
}

bool Ledger::Transfer(const std::string& from, const std::string& to, std::int64_t cents) {
  if (from == to) return false;
  cs_.Enter();
  auto& src = Slot(from);
  if (src < cents) {
    cs_.Leave();
    return false;
  }
  Post(src, -cents);
  Post(Slot(to), cents);
  cs_.Leave();
  return true;
}

std::int64_t Ledger::Outstanding() {
  core::CritScope scope(&cs_);
  return outstanding_;
}

}  // namespace billing
