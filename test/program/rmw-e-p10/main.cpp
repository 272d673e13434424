// STD: c++20
#include <cstdio>
#include <thread>
#include <vector>

#include "ledger.h"

int main() {
  billing::Ledger ledger;
  for (int i = 0; i < 10; ++i) ledger.Refund("acct-" + std::to_string(i), 100000);

  std::vector<std::thread> workers;
  for (int w = 0; w < 4; ++w) {
    workers.emplace_back([&ledger, w] {
      for (int i = 0; i < 500; ++i) {
        const auto a = "acct-" + std::to_string(i % 10);
        const auto b = "acct-" + std::to_string((i + w) % 10);
        if (!ledger.Charge(a, 10)) ledger.Refund(a, 1000);
        ledger.Transfer(a, b, 5);
      }
    });
  }
  for (auto& t : workers) t.join();
  std::printf("%lld\n", static_cast<long long>(ledger.Outstanding()));
  return 0;
}
