// RUN: %tocsin %s
// STD: c++20
// A predicate compares with the reading that it captured.
#include <chrono>
#include <list>
#include <map>
#include <mutex>

using Wall = std::chrono::system_clock;
using Steady = std::chrono::steady_clock;

struct Seat {
  Wall::time_point Taken = Wall::now();
};
struct Desk {
  Steady::time_point Taken = Steady::now();
};

class Room {
  std::mutex M;
  std::map<int, Seat> Seats;
  std::map<int, Desk> Desks;

public:
  void sit(int N) {
    std::lock_guard L(M);
    Seats[N].Taken = Wall::now();
    Desks[N].Taken = Steady::now();
  }
  void clear(std::chrono::minutes Long) {
    std::lock_guard L(M);
    const auto Now = Wall::now();
    std::erase_if(Seats, [&](const auto &E) {
      return Now - E.second.Taken > Long; // EXPECT: wall-clock-interval
    });
  }
  void clearDesks(std::chrono::minutes Long) {
    std::lock_guard L(M);
    const auto Now = Steady::now();
    std::erase_if(Desks,
                  [&](const auto &E) { return Now - E.second.Taken > Long; });
  }
};
