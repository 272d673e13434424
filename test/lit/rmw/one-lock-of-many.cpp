// RUN: %tocsin %s
// A lock that is chosen by a number protects what belongs to that number only.
#include <array>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>

class Ballot {
  std::array<std::mutex, 8> Booths;
  std::array<long, 8> Votes{};
  long Turnout = 0;
  std::mutex Whole;
  long Spoilt = 0;

public:
  void cast(const std::string &Voter) {
    std::size_t I = std::hash<std::string>()(Voter) % 8;
    std::lock_guard<std::mutex> L(Booths[I]);
    Votes[I]++;
    Turnout++; // EXPECT: lost-update
  }
  void spoil(const std::string &Voter) {
    std::size_t I = std::hash<std::string>()(Voter) % 8;
    std::lock_guard<std::mutex> L(Booths[I]);
    Votes[I]--;
    std::lock_guard<std::mutex> All(Whole);
    Spoilt++;
  }
};

// The lock of an object out of a pool of locks, by where the object stands.
static std::mutex Pool[32];
struct Seat {
  long Taken = 0;
  void take() {
    std::lock_guard<std::mutex> L(Pool[(uintptr_t(this) >> 6) % 32]);
    Taken++;
  }
};

// Always the same one.
class Hall {
  std::mutex Doors[2];
  long Guests = 0;
  enum { Front, Back };

public:
  void enter() {
    std::lock_guard<std::mutex> L(Doors[Front]);
    Guests++;
  }
  void leave() {
    std::lock_guard<std::mutex> L(Doors[Front]);
    Guests--;
  }
};
