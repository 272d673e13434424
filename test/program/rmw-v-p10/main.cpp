// STD: c++17
#include <cstdio>
#include <future>
#include "sim.h"

static int playMatches(int matches, int frames) {
  int won = 0;
  int best = 0;
  std::vector<std::future<int>> results;
  for (int m = 0; m < matches; ++m) {
    results.push_back(std::async(std::launch::async, [&best, m, frames] {
      sim::Arena arena(64, 2);
      int fallen = 0;
      for (int f = 0; f < frames; ++f) fallen += arena.step(0.016f).fallen;
      const int hp = arena.totalHp() + m;
      if (hp > best)
        best = hp; // EXPECT-MISS: lost-update
      return fallen < 32 ? 1 : 0;
    }));
  }
  for (auto& r : results) won += r.get();
  std::printf("best %d\n", best);
  return won;
}

int main() {
  return playMatches(4, 20) > 0 ? 0 : 1;
}
