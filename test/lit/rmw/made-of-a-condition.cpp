// RUN: %tocsin %s
// A lock for readers and writers, made of a mutex, a condition variable, a flag
// and a count, and a guard that chooses the side.

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

class Door {
public:
  void enterShared() {
    std::unique_lock<std::mutex> hold(inner);
    changed.wait(hold, [this] { return !closed; });
    ++visitors;
  }
  void leaveShared() {
    std::lock_guard<std::mutex> hold(inner);
    if (--visitors == 0)
      changed.notify_all();
  }
  void close() {
    std::unique_lock<std::mutex> hold(inner);
    while (closed || visitors > 0)
      changed.wait(hold);
    closed = true;
  }
  void open() {
    std::lock_guard<std::mutex> hold(inner);
    closed = false;
    changed.notify_all();
  }

private:
  std::mutex inner;
  std::condition_variable changed;
  bool closed = false;
  int visitors = 0;
};

class Visit {
public:
  enum Side { Guest, Owner };
  Visit(Door &d, Side s) : door(d), owner(s == Owner) {
    if (owner)
      door.close();
    else
      door.enterShared();
  }
  ~Visit() {
    if (owner)
      door.open();
    else
      door.leaveShared();
  }

private:
  Door &door;
  bool owner;
};

class House {
public:
  void paint(int coats) {
    door.close();
    layers += coats;
    door.open();
  }
  void furnish(int n) {
    Visit v(door, Visit::Owner);
    chairs += n;
  }
  void sit(int n) {
    Visit v(door, Visit::Guest);
    chairs -= n; // EXPECT: lost-update
  }
  void look(int n) {
    door.enterShared();
    layers += n; // EXPECT: lost-update
    door.leaveShared();
  }
  int count() {
    Visit v(door, Visit::Guest);
    return chairs + layers;
  }

private:
  Door door;
  int layers = 0, chairs = 0;
};

void day(House &h) {
  std::vector<std::thread> people;
  for (int i = 0; i < 4; ++i)
    people.emplace_back([&h] {
      h.paint(1);
      h.furnish(2);
      h.sit(1);
      h.look(1);
      h.count();
    });
  for (auto &p : people)
    p.join();
}
