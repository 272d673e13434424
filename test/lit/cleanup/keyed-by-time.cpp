// RUN: %tocsin %s
// What is compared with a clock is a time, under whatever name.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>

struct Slab {
  std::string path;
  int pins;
};

class Slabs {
  std::mutex M;
  std::multimap<std::int64_t, Slab> All;
  static std::int64_t ticks() {
    return std::chrono::steady_clock::now().time_since_epoch().count();
  }

public:
  void shrink(std::int64_t Span) {
    std::lock_guard<std::mutex> L(M);
    while (!All.empty() && ticks() - All.begin()->first > Span) {
      std::remove(All.begin()->second.path.c_str()); // EXPECT: timestamp-cleanup
      All.erase(All.begin());
    }
  }
  void shrinkUnpinned(std::int64_t Span) {
    std::lock_guard<std::mutex> L(M);
    while (!All.empty() && All.begin()->second.pins == 0 &&
           ticks() - All.begin()->first > Span) {
      std::remove(All.begin()->second.path.c_str());
      All.erase(All.begin());
    }
  }
};
