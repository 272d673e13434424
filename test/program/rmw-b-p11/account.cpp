// STD: c++20
#include "account.h"

long Account::balance() const {
  std::lock_guard<std::mutex> g(mu_);
  return cents_;
}

void Account::set_balance(long cents) {
  std::lock_guard<std::mutex> g(mu_);
  cents_ = cents;
}

void Account::credit(long cents) {
  std::lock_guard<std::mutex> g(mu_);
  cents_ += cents;
}

void Account::debit(long cents) {
  std::lock_guard<std::mutex> g(mu_);
  cents_ -= cents;
}

bool Account::try_debit(long cents) {
  std::lock_guard<std::mutex> g(mu_);
  if (cents_ < cents) return false;
  cents_ -= cents;
  return true;
}

bool move_funds(Account& from, Account& to, long cents) {
  if (&from == &to) return false;
  std::scoped_lock both(from.mu_, to.mu_);
  if (from.cents_ < cents) return false;
  from.cents_ -= cents;
  to.cents_ += cents;
  return true;
}
