// STD: c++20
#include "wallet_store.h"
#include <iostream>
#include <thread>

int main(int argc, char **argv) {
  if (argc < 3)
    return 2;
  wallet::WalletStore balances(argv[1]);
  wallet::LedgerIndex ledger(argv[2]);
  auto teller = [&](const std::string &account) {
    for (int i = 0; i < 100; ++i) {
      if (!balances.deposit(account, 10).ok())
        std::cerr << "deposit failed\n";
      ledger.nextInvoice("2024");
    }
  };
  std::thread a(teller, "alice"), b(teller, "alice");
  a.join();
  b.join();
  int64_t first = 0;
  if (ledger.reserveInvoices("2024", 10, &first))
    std::cout << first << '\n';
  balances.transfer("alice", "bob", 5);
  return balances.addInterest("alice", 0.01).ok() ? 0 : 1;
}
