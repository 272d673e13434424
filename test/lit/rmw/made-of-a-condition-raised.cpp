// RUN: %tocsin %s
// STD: c++20
// A reader becomes the writer: what it has read before is old where others were
// let in, and what it reads anew is not.

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

class Gate {
public:
  void read() {
    std::unique_lock<std::mutex> l(m);
    while (writing)
      c.wait(l);
    ++readers;
  }
  void write() {
    std::unique_lock<std::mutex> l(m);
    while (writing || readers)
      c.wait(l);
    writing = true;
  }
  void raise() {
    std::unique_lock<std::mutex> l(m);
    --readers;
    while (writing || readers)
      c.wait(l);
    writing = true;
  }
  void done() {
    std::lock_guard<std::mutex> l(m);
    writing = false;
    c.notify_all();
  }

private:
  std::mutex m;
  std::condition_variable c;
  int readers = 0;
  bool writing = false;
};

class Ledger {
public:
  void stale(int n) {
    gate.read();
    int old = sum;
    gate.raise();
    sum = old + n; // EXPECT: lost-update
    gate.done();
  }
  void corrected(int n) {
    gate.read();
    int old = sum;
    gate.raise();
    if (old != sum)
      old = sum;
    sum += n;
    gate.done();
  }
  void set(int n) {
    gate.write();
    sum = n;
    gate.done();
  }

private:
  Gate gate;
  int sum = 0;
};

void run(Ledger &l) {
  std::vector<std::jthread> t;
  for (int i = 0; i < 3; ++i)
    t.emplace_back([&l] {
      l.stale(1);
      l.corrected(2);
      l.set(3);
    });
}
