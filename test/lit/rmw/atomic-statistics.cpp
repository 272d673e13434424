// RUN: %tocsin %s
// STD: c++20
// Maximum, minimum, sum and flags in two steps, and in one.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>
struct Stats {
  std::atomic<long> max{0}, min{1 << 30}, sum{0}, n{0};
  std::atomic<bool> started{false}, dumped{false};
  std::atomic<int> state{0}, left{8};
  std::atomic<unsigned> flags{0};
  void sample(long v) {
    if (v > max)
      max = v;                     // EXPECT: split-atomic
    min = std::min(min.load(), v); // EXPECT: split-atomic
    sum = sum + v;                 // EXPECT: split-atomic
    n++;
  }
  void sampleRight(long v) {
    long m = max.load();
    while (v > m && !max.compare_exchange_weak(m, v)) {
    }
    sum += v;
    n.fetch_add(1);
  }
  void start() {
    if (started)
      return;
    started = true; // EXPECT: split-atomic
    std::puts("go");
  }
  void startRight() {
    if (started.exchange(true))
      return;
    std::puts("go");
  }
  void finish() {
    left--;
    if (left == 0)
      std::puts("last"); // EXPECT: split-atomic
  }
  void finishRight() {
    if (--left == 0)
      std::puts("last");
  }
  void setFlag(unsigned f) {
    flags.store(flags.load() | f); // EXPECT: split-atomic
  }
  void setFlagRight(unsigned f) { flags |= f; }
  void toggle() { state = !state; } // EXPECT: split-atomic
  void avg() {
    long s = sum.load();
    long k = n.load();
    std::printf("%ld\n", k ? s / k : 0);
  }
  void decay() {
    long old = sum.load(std::memory_order_relaxed);
    long half = old / 2;
    sum.store(half, std::memory_order_relaxed); // EXPECT: split-atomic
  }
};
int main() {
  Stats s;
  std::vector<std::thread> v;
  for (int i = 0; i < 4; i++)
    v.emplace_back([&s, i] {
      s.sample(i);
      s.sampleRight(i);
      s.start();
      s.startRight();
      s.finish();
      s.finishRight();
      s.setFlag(2);
      s.setFlagRight(3);
      s.toggle();
      s.avg();
      s.decay();
    });
  for (auto &t : v)
    t.join();
}
