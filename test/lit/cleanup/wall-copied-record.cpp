// RUN: %tocsin %s
// A record that is copied takes its own times along; they come from no other
// clock.
#include <chrono>
#include <ctime>
#include <deque>
#include <string>

using Wall = std::chrono::system_clock;

struct Closed {
  std::string Key;
  Wall::time_point Since;
};
struct Left {
  std::string Key;
  std::chrono::steady_clock::time_point Since;
};
struct Noted {
  std::string Key;
  std::time_t Since;
};

std::deque<Closed> Closing;
std::deque<Left> Leaving;
std::deque<Noted> Notes;

bool nextClosed(Closed &Into, std::chrono::hours Grace) {
  if (Wall::now() - Closing.front().Since < Grace) // EXPECT: wall-clock-interval
    return false;
  Into = Closing.front();
  return true;
}

bool nextLeft(Left &Into, std::chrono::hours Grace) {
  if (std::chrono::steady_clock::now() - Leaving.front().Since < Grace)
    return false;
  Into = Leaving.front();
  return true;
}

// Others come from a file.
bool nextNoted(Noted &Into, std::time_t Grace) {
  if (std::time(nullptr) - Notes.front().Since < Grace)
    return false;
  Into = Notes.front();
  return true;
}

void put(const std::string &Key, const char *Saved) {
  Closing.push_back({Key, Wall::now()});
  Leaving.push_back({Key, std::chrono::steady_clock::now()});
  Notes.push_back({Key, std::time(nullptr)});
  Notes.push_back({Key, std::time_t(std::stoll(Saved))});
}
