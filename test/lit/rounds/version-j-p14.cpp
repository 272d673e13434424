// RUN: %tocsin %s
// STD: c++20
// Lock-free parts of the request gateway: token bucket, epoch publication,
// and the free list of connection slots.
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>

namespace gate {

inline uint32_t nowMs() {
  using namespace std::chrono;
  return static_cast<uint32_t>(duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count());
}

// High half: time of last refill, low half: tokens.
class TokenBucket {
public:
  TokenBucket(uint32_t perSecond, uint32_t burst) : rate_(perSecond), burst_(burst), state_(pack(nowMs(), burst)) {}

  bool take(uint32_t n) {
    uint64_t cur = state_.load(std::memory_order_acquire);
    const uint32_t now = nowMs();
    const uint32_t have = refilled(cur, now);
    if (have < n)
      return false;
    const uint64_t next = pack(now, have - n);
    while (!state_.compare_exchange_weak(cur, next, std::memory_order_acq_rel)) // EXPECT: unchecked-version
      std::this_thread::yield();
    return true;
  }

  void giveBack(uint32_t n) {
    uint64_t cur = state_.load(std::memory_order_acquire);
    uint64_t next;
    do {
      uint32_t tokens = static_cast<uint32_t>(cur) + n;
      next = pack(static_cast<uint32_t>(cur >> 32), tokens > burst_ ? burst_ : tokens);
    } while (!state_.compare_exchange_weak(cur, next, std::memory_order_acq_rel));
  }

private:
  static uint64_t pack(uint32_t ms, uint32_t tokens) { return (uint64_t(ms) << 32) | tokens; }

  uint32_t refilled(uint64_t s, uint32_t now) const {
    uint32_t t = static_cast<uint32_t>(s) + (now - static_cast<uint32_t>(s >> 32)) * rate_ / 1000;
    return t > burst_ ? burst_ : t;
  }

  const uint32_t rate_, burst_;
  std::atomic<uint64_t> state_;
};

class RouteEpoch {
public:
  uint64_t current() const { return epoch_.load(std::memory_order_acquire); }

  // Publishes a route table that was built on top of `basedOn`. Only the
  // builder whose base is still current may publish.
  bool publish(uint64_t basedOn, uint64_t built) {
    for (int attempt = 0; attempt < 3; ++attempt) {
      if (epoch_.compare_exchange_strong(basedOn, built, std::memory_order_acq_rel)) // EXPECT: unchecked-version
        return true;
      std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
    return false;
  }

  bool withdraw(uint64_t built, uint64_t previous) {
    uint64_t seen = built;
    while (!epoch_.compare_exchange_weak(seen, previous, std::memory_order_acq_rel)) {
      if (seen != built)
        return false;
    }
    return true;
  }

private:
  std::atomic<uint64_t> epoch_{1};
};

} // namespace gate

int main() {
  gate::TokenBucket bucket(1000, 200);
  gate::RouteEpoch routes;
  std::array<std::thread, 4> workers;
  for (auto &w : workers)
    w = std::thread([&] {
      for (int i = 0; i < 500; ++i) {
        if (bucket.take(2) && i % 10 == 0)
          bucket.giveBack(1);
        uint64_t base = routes.current();
        if (routes.publish(base, base + 1) && i % 100 == 0)
          routes.withdraw(base + 1, base);
      }
    });
  for (auto &w : workers)
    w.join();
}
