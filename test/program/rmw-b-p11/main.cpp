// STD: c++20
#include <cstdio>
#include <deque>
#include <thread>

#include "account.h"

static void charge_fee(Account& a, long fee) {
  a.set_balance(a.balance() - fee); // EXPECT: lost-update
}

static bool card_payment(Account& a, Journal& j, long cents) {
  if (a.balance() < cents) {
    j.flag("declined " + std::to_string(a.id()));
    return false;
  }
  a.debit(cents); // EXPECT: check-then-act
  j.record({a.id(), 0, cents});
  return true;
}

static bool direct_debit(Account& a, Journal& j, long cents) {
  if (!a.try_debit(cents)) return false;
  j.record({a.id(), 0, cents});
  return true;
}

int main() {
  std::deque<Account> accounts;
  for (int i = 0; i < 4; ++i) accounts.emplace_back(i, 100000);
  Journal journal;

  std::vector<std::thread> tellers;
  for (int t = 0; t < 4; ++t) {
    tellers.emplace_back([&, t] {
      for (int i = 0; i < 500; ++i) {
        Account& a = accounts[(t + i) % 4];
        Account& b = accounts[(t + i + 1) % 4];
        if (move_funds(a, b, 10)) journal.record({a.id(), b.id(), 10});
        card_payment(a, journal, 25);
        direct_debit(b, journal, 5);
        if (i % 50 == 0) charge_fee(a, 1);
        if (i % 200 == 199) journal.void_last("operator");
      }
    });
  }
  for (auto& t : tellers) t.join();
  std::printf("volume %ld\n", journal.volume());
  for (auto& a : accounts) std::printf("%d: %ld\n", a.id(), a.balance());
  return 0;
}
