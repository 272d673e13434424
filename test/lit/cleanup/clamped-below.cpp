// RUN: %tocsin %s
// STD: c++20
// A helper that takes what lies in the future for new subtracts safely.
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

inline uint64_t ticks() {
  return uint64_t(std::chrono::steady_clock::now().time_since_epoch().count());
}

struct Page {
  std::shared_ptr<int> Data;
  uint64_t Touched = 0;
};

class Pages {
  std::mutex Mu;
  std::map<std::string, Page> All;
  static uint64_t plain(const Page &P, uint64_t Now) {
    return Now - P.Touched; // EQUAL: unsigned-age
  }
  static uint64_t clamped(const Page &P, uint64_t Now) {
    return Now > P.Touched ? Now - P.Touched : 0;
  }

public:
  std::shared_ptr<int> find(const std::string &Name) {
    uint64_t At = ticks();
    std::lock_guard G(Mu);
    Page &P = All[Name];
    P.Touched = At;
    return P.Data;
  }
  void guilty(uint64_t Limit) {
    uint64_t Now = ticks();
    std::lock_guard G(Mu);
    for (auto It = All.begin(); It != All.end();)
      if (plain(It->second, Now) < Limit || // EXPECT: unsigned-age
          It->second.Data.use_count() > 1)
        ++It;
      else
        It = All.erase(It);
  }
  void corrected(uint64_t Limit) {
    uint64_t Now = ticks();
    std::lock_guard G(Mu);
    for (auto It = All.begin(); It != All.end();)
      if (clamped(It->second, Now) < Limit || It->second.Data.use_count() > 1)
        ++It;
      else
        It = All.erase(It);
  }
};
