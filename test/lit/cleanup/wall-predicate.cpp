// RUN: %tocsin %s
// A predicate decides what it gives back.
#include <chrono>
#include <ctime>

using Wall = std::chrono::system_clock;

class Link {
  Wall::time_point Heard = Wall::now();
  std::chrono::steady_clock::time_point Sent = std::chrono::steady_clock::now();
  std::time_t Opened = std::time(nullptr);

public:
  Link() {}
  std::time_t opened() const { return Opened; }
  bool silent() const {
    return Wall::now() - Heard > std::chrono::seconds(30); // EXPECT: wall-clock-interval
  }
  bool late() const {
    return std::chrono::steady_clock::now() - Sent > std::chrono::seconds(30);
  }
};

bool worn(const Link &L, long Limit) {
  return std::time(nullptr) - L.opened() >= Limit; // EXPECT: wall-clock-interval
}
