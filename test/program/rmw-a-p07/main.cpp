// STD: c++20
#include <cstdio>
#include <thread>

#include "inventory.h"

static void warehouse(Inventory& inv) {
  for (int i = 0; i < 500; ++i) {
    inv.receive("bolt-m6", 10);
    if (inv.reserve("bolt-m6", 4)) inv.ship("bolt-m6", 4);
  }
}

static void returnsDesk(Inventory& inv) {
  for (int i = 0; i < 500; ++i) {
    inv.acceptReturns({{"bolt-m6", 2, false}, {"nut-m6", 1, true}});
  }
}

int main() {
  Inventory inv;
  std::thread a(warehouse, std::ref(inv));
  std::thread b(warehouse, std::ref(inv));
  std::thread c(returnsDesk, std::ref(inv));
  a.join();
  b.join();
  c.join();
  std::printf("%d on hand, %d written off\n", inv.onHand("bolt-m6"), inv.writeOffs());
}
