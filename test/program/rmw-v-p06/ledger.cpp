// STD: c++17
#include "ledger.h"

namespace bank {

Ledger::Ledger(std::size_t keep) : keep_(keep), seq_(0) {
  post("opening", 0);
}

bool Ledger::transfer(const std::string& from, const std::string& to, std::int64_t amount) {
  std::lock_guard<std::mutex> g(mu_);
  auto it = balances_.find(from);
  if (it == balances_.end() || it->second < amount) return false;
  post(from, -amount);
  post(to, amount);
  trim();
  return true;
}

void Ledger::deposit(const std::string& to, std::int64_t amount) {
  std::unique_lock<std::mutex> lk(mu_);
  post(to, amount);
  if (journal_.size() > keep_) trim();
}

std::int64_t Ledger::balance(const std::string& acct) const {
  std::lock_guard<std::mutex> g(mu_);
  auto it = balances_.find(acct);
  return it == balances_.end() ? 0 : it->second;
}

std::vector<Entry> Ledger::since(std::uint64_t seq) const {
  std::lock_guard<std::mutex> g(mu_);
  std::vector<Entry> out;
  for (const auto& e : journal_)
    if (e.seq > seq) out.push_back(e);
  return out;
}

}  // namespace bank
