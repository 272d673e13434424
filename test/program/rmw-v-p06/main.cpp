// STD: c++17
#include <atomic>
#include <cstdio>
#include <thread>
#include "ledger.h"

static void teller(bank::Ledger& l, int id, std::atomic<int>& refused) {
  const std::string me = "acct" + std::to_string(id);
  const std::string peer = "acct" + std::to_string((id + 1) % 4);
  l.deposit(me, 1000);
  for (int i = 0; i < 500; ++i) {
    if (l.balance(me) < 10) continue;
    if (!l.transfer(me, peer, 10)) refused.fetch_add(1, std::memory_order_relaxed);
  }
}

int main() {
  bank::Ledger ledger(128);
  std::atomic<int> refused{0};
  std::vector<std::thread> tellers;
  for (int i = 0; i < 4; ++i)
    tellers.emplace_back(teller, std::ref(ledger), i, std::ref(refused));
  for (auto& t : tellers) t.join();
  std::printf("refused %d, journal %zu\n", refused.load(), ledger.since(0).size());
  return 0;
}
