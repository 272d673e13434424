// STD: c++20
#include <array>
#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

#include "table.h"

namespace {

struct alignas(64) DealerStats {
  long hands = 0;
  int64_t biggest = 0;
};

std::array<poker::Table, 3> room;
std::array<DealerStats, 6> stats;
std::atomic<long> total_bets{0};

void deal(unsigned dealer) {
  DealerStats& mine = stats[dealer];
  for (int i = 0; i < 2000; ++i) {
    poker::Table& t = room[(dealer + unsigned(i)) % room.size()];
    const int64_t chips = 10 + i % 90;
    if (poker::bet(t, i % 9, chips)) {
      total_bets++;
      if (chips > mine.biggest) mine.biggest = chips;
    }
    if (i % 12 == 11) {
      poker::settle(t, i % 9);
      mine.hands++;
    }
  }
}

}  // namespace

int main() {
  for (auto& t : room) {
    for (uint32_t p = 0; p < 9; ++p) poker::sit_down(t, 100 + p, 100000);
    t.rake = 0;
  }
  std::vector<std::thread> dealers;
  for (unsigned d = 0; d < stats.size(); ++d) dealers.emplace_back(deal, d);
  for (auto& d : dealers) d.join();
  long hands = 0;
  int64_t rake = 0;
  for (auto& s : stats) hands += s.hands;
  for (auto& t : room) {
    poker::shift_end(t);
    rake += t.rake;
  }
  std::printf("%ld hands, %ld bets, rake %lld\n", hands, total_bets.load(), (long long)rake);
}
