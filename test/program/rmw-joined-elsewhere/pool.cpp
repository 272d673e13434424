// Before the start and after the join there is one thread.
#include "pool.hpp"

void Pool::start(unsigned N) {
  Jobs++;
  for (unsigned I = 0; I < N; ++I)
    Threads.emplace_back([this] { run(); });
}

long Pool::stop() {
  for (std::thread &T : Threads)
    T.join();
  Jobs--;
  return Jobs;
}

int main() {
  Pool P;
  P.start(2);
  return int(P.stop());
}
