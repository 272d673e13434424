// RUN: %tocsin %s
// STD: c++20
// Atomic objects: load, computation and store along several data paths.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

template <class T> class Cell {
  std::atomic<T> v_{};

public:
  T get() const { return v_.load(std::memory_order_acquire); }
  void put(T v) { v_.store(v, std::memory_order_release); }
  T add(T n) { return v_.fetch_add(n, std::memory_order_acq_rel); }
};

struct Gauges {
  std::atomic<long> sum{0};
  std::atomic<unsigned> mask{0};
  std::atomic<int64_t> high{0};
  std::atomic<bool> closing{false};
  std::atomic<int> state{0};
  std::array<std::atomic<int>, 8> slot{};
  Cell<int> jobs;
};

static std::map<std::string, std::atomic<int>> by_name;
static std::mutex seq_mu;
static std::atomic<uint64_t> seq{0};

// one statement
void sumAdd(Gauges &g, long n) { g.sum = g.sum + n; } // EXPECT: split-atomic
void sumAddOp(Gauges &g, long n) { g.sum += n; }

// through a local
void maskSet(Gauges &g, unsigned bit) {
  unsigned m = g.mask.load(std::memory_order_relaxed);
  m |= 1u << bit;
  g.mask.store(m, std::memory_order_relaxed); // EXPECT: split-atomic
}
void maskSetOr(Gauges &g, unsigned bit) { g.mask.fetch_or(1u << bit, std::memory_order_relaxed); }

// maximum
void highNote(Gauges &g, int64_t v) {
  if (v > g.high.load()) g.high.store(v); // EXPECT: split-atomic
}
void highNoteLoop(Gauges &g, int64_t v) {
  int64_t cur = g.high.load();
  while (v > cur && !g.high.compare_exchange_weak(cur, v)) {
  }
}

// first caller wins
bool closeFirst(Gauges &g) {
  if (g.closing.load()) return false;
  g.closing.store(true); // EXPECT: split-atomic
  return true;
}
bool closeFirstSwap(Gauges &g) { return !g.closing.exchange(true); }

// element of an array, by reference
void slotInc(Gauges &g, size_t i) {
  std::atomic<int> &s = g.slot[i % g.slot.size()];
  int v = s.load();
  s.store(std::min(v + 1, 1000)); // EXPECT: split-atomic
}
void slotIncLoop(Gauges &g, size_t i) {
  std::atomic<int> &s = g.slot[i % g.slot.size()];
  int v = s.load();
  while (!s.compare_exchange_weak(v, std::min(v + 1, 1000))) {
  }
}

// wrapper class template
void jobDone(Gauges &g) { g.jobs.put(g.jobs.get() - 1); } // EXPECT: split-atomic
void jobDoneAdd(Gauges &g) { g.jobs.add(-1); }

// mapped value, node inserted before the threads run
void nameInc(const char *n) {
  auto it = by_name.find(n);
  if (it == by_name.end()) return;
  it->second = it->second * 2 + 1; // EXPECT: split-atomic
}
void nameIncOp(const char *n) {
  if (auto it = by_name.find(n); it != by_name.end()) ++it->second;
}

// one lock around every writer
uint64_t seqNext() {
  std::lock_guard<std::mutex> lk(seq_mu);
  uint64_t v = seq.load(std::memory_order_relaxed);
  seq.store(v + 1, std::memory_order_release);
  return v;
}
uint64_t seqPeek() { return seq.load(std::memory_order_acquire); }

// two operations, the second decides
bool lastOut(Gauges &g) {
  g.state--;
  return g.state.load() == 0; // EXPECT: split-atomic
}
bool lastOutValue(Gauges &g) { return g.state.fetch_sub(1) == 1; }

// stores that do not depend on the load
void restart(Gauges &g, int n) {
  if (seqPeek() > 100) g.sum.store(0);
  g.state.store(n);
}

int main() {
  Gauges g;
  by_name["disk"] = 0;
  restart(g, 8);
  std::vector<std::thread> v;
  for (int i = 0; i < 4; ++i)
    v.emplace_back([&g, i] {
      sumAdd(g, i), sumAddOp(g, i), maskSet(g, i), maskSetOr(g, i), highNote(g, i), highNoteLoop(g, i);
      slotInc(g, i), slotIncLoop(g, i), jobDone(g), jobDoneAdd(g), nameInc("disk"), nameIncOp("disk");
      if (closeFirst(g) || closeFirstSwap(g)) seqNext();
      if (lastOut(g) || lastOutValue(g)) seqNext();
    });
  for (auto &t : v) t.join();
}
