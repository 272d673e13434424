// The callers, all under the lock.
#include "table.hpp"

void Table::put(const std::string &Key, int N) {
  std::lock_guard<std::mutex> L(M);
  putLocked(Key, N);
}

void Table::drop(const std::string &Key) {
  std::lock_guard<std::mutex> L(M);
  Rows.erase(Key);
  changed();
}

long Table::changes() {
  std::lock_guard<std::mutex> L(M);
  return Changes;
}
