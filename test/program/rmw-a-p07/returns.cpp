// STD: c++20
#include "inventory.h"

void Inventory::acceptReturns(const std::vector<ReturnLine>& lines) {
  int damaged = 0;
  for (const ReturnLine& line : lines) {
    if (line.quantity <= 0) continue;
    if (line.damaged) {
      damaged += line.quantity;
      continue;
    }
    adjust(line.sku, line.quantity); // EXPECT: lost-update
  }
  if (damaged > 0) {
    std::lock_guard<std::mutex> g(mu_);
    write_offs_ += damaged;
  }
}
