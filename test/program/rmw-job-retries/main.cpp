// STD: c++20
#include "sched.h"
#include <cstdio>
int main() {
  Sched s;
  int ran = 0;
  std::vector<std::thread> ts;
  for (int i = 0; i < 4; i++) ts.emplace_back([&s] { s.run(); });
  for (int i = 0; i < 100; i++)
    s.submit([&s, &ran] {
      ran++; // EXPECT: lost-update
      s.retry([] {});
    });
  s.stop();
  for (auto &t : ts) t.join();
  std::printf("%d %ld\n", ran, s.pending());
}
