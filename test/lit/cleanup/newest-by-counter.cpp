// RUN: %tocsin %s
// A number that is only ever raised is the newest of its kind.
#include <list>
#include <mutex>
#include <string>

struct Rules {
  unsigned long generation;
  std::string text;
  int readers = 0;
};

class Board {
  std::mutex M;
  std::list<Rules *> All;
  unsigned long Made = 0;

public:
  Rules *latest() {
    std::lock_guard<std::mutex> L(M);
    return All.back();
  }
  void publish(std::string Text) {
    std::lock_guard<std::mutex> L(M);
    All.push_back(new Rules{++Made, Text});
  }
  void trim() {
    std::lock_guard<std::mutex> L(M);
    while (!All.empty() && All.front()->generation + 1 < Made) {
      delete All.front(); // EXPECT: timestamp-cleanup
      All.pop_front();
    }
  }
  void trimUnread() {
    std::lock_guard<std::mutex> L(M);
    while (!All.empty() && All.front()->readers == 0 &&
           All.front()->generation + 1 < Made) {
      delete All.front();
      All.pop_front();
    }
  }
};
