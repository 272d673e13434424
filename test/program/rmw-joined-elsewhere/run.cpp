// What the threads do.
#include "pool.hpp"

void Pool::run() {
  std::lock_guard<std::mutex> L(M);
  ++Jobs;
}
