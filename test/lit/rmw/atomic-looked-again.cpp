// RUN: %tocsin %s
// STD: c++20
// What let it happen was an atomic; who changes that looks again under a lock.
#include <atomic>
#include <mutex>
#include <thread>
class Dimmer {
  std::mutex mu_;
  std::atomic<unsigned> level_{16};

public:
  bool bright(unsigned lux) const { return lux < level_.load(); }
  void raise(unsigned by) {
    std::lock_guard<std::mutex> g(mu_);
    unsigned now = level_.load();
    if (now + by <= 256)
      level_.store(now + by);
  }
  void halve() {
    std::lock_guard<std::mutex> g(mu_);
    level_ = level_ / 2 > 0 ? level_ / 2 : 1;
  }
  void set(unsigned to) { level_.store(to); }
};
void control(Dimmer &d, unsigned lux) {
  if (d.bright(lux))
    d.raise(1);
  else
    d.halve();
}
void controlBlindly(Dimmer &d, unsigned lux) {
  if (d.bright(lux))
    d.set(lux + 1); // EXPECT: split-atomic
}
// A number read again, but given in by a compare-exchange.
std::atomic<unsigned long> free_{~0ul};
int claim() {
  unsigned long m = free_.load();
  while (m != 0) {
    unsigned long next = m & (m - 1);
    if (free_.compare_exchange_weak(m, next))
      return int(m ^ next);
  }
  return -1;
}
void give(unsigned long bits) { free_ |= bits; }
bool giveAndLook(unsigned long bits) {
  free_ |= bits;
  if (free_.load() == ~0ul) // EXPECT: split-atomic
    return true;
  return false;
}
int main() {
  Dimmer d;
  auto work = [&](unsigned lux) {
    for (int i = 0; i < 100; ++i) {
      control(d, lux);
      controlBlindly(d, lux);
      if (int c = claim(); c >= 0)
        give(c);
      giveAndLook(1);
    }
  };
  std::thread a(work, 1), b(work, 2);
  a.join();
  b.join();
}
