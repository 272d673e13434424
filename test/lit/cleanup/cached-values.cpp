// RUN: %tocsin %s
// A table of plain values gives out copies; one that gives out what it owns
// does not.
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
using Clock = std::chrono::steady_clock;

struct Answer {
  std::string Text;
  Clock::time_point Expires;
};
class Answers {
  std::mutex M;
  std::map<int, Answer> All;

public:
  std::string at(int Id) {
    std::lock_guard<std::mutex> L(M);
    return All[Id].Text;
  }
  void expire() {
    std::lock_guard<std::mutex> L(M);
    for (auto I = All.begin(); I != All.end();)
      I = I->second.Expires < Clock::now() ? All.erase(I) : std::next(I);
  }
};

struct Wire {
  int Fd;
  Clock::time_point Opened;
  ~Wire();
};
class Wires {
  std::mutex M;
  std::map<int, std::unique_ptr<Wire>> All;

public:
  Wire *at(int Id) {
    std::lock_guard<std::mutex> L(M);
    return All[Id].get();
  }
  void expire(Clock::duration Age) {
    std::lock_guard<std::mutex> L(M);
    for (auto I = All.begin(); I != All.end();)
      if (Clock::now() - I->second->Opened > Age)
        I = All.erase(I); // EXPECT: timestamp-cleanup
      else
        ++I;
  }
};
