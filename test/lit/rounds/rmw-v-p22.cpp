// RUN: %tocsin %s
// STD: c++17
// Adaptive rate limiter in front of a storage backend.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

template <class T>
class Relaxed {
 public:
  Relaxed(T v = T()) : v_(v) {}
  T get() const { return v_.load(std::memory_order_relaxed); }
  void set(T v) { v_.store(v, std::memory_order_relaxed); }
  T add(T d) { return v_.fetch_add(d, std::memory_order_relaxed) + d; }
  bool swapIf(T& expect, T want) {
    return v_.compare_exchange_weak(expect, want, std::memory_order_relaxed);
  }

 private:
  std::atomic<T> v_;
};

class TokenBucket {
 public:
  TokenBucket(std::int64_t burst) : burst_(burst), tokens_(burst) {}

  bool take(std::int64_t n) {
    std::int64_t cur = tokens_.load(std::memory_order_acquire);
    while (cur >= n)
      if (tokens_.compare_exchange_weak(cur, cur - n, std::memory_order_acq_rel)) return true;
    return false;
  }

  void refill(std::int64_t n) {
    std::int64_t cur = tokens_.load();
    const std::int64_t next = std::min(burst_, cur + n);
    while (!tokens_.compare_exchange_weak(cur, next)) { // EXPECT: unchecked-version
      std::this_thread::yield();
    }
  }

  void drainHalf() {
    std::int64_t cur = tokens_.load();
    std::int64_t want;
    do {
      want = cur / 2;
    } while (!tokens_.compare_exchange_strong(cur, want));
  }

 private:
  const std::int64_t burst_;
  std::atomic<std::int64_t> tokens_;
};

class Throttle {
 public:
  explicit Throttle(std::int64_t burst) : bucket_(burst), delayUs_(100) {}

  void onSlow() {
    const std::uint32_t d = delayUs_.get();
    const std::uint32_t wider = d < 50000 ? d + d / 2 : d;
    delayUs_.set(wider); // EXPECT: split-atomic
  }

  void onFast() {
    std::uint32_t d = delayUs_.get();
    while (d > 100 && !delayUs_.swapIf(d, d - d / 8)) {
    }
  }

  bool admit(std::int64_t cost) {
    if (bucket_.take(cost)) {
      served_.add(1);
      return true;
    }
    return false;
  }

  // One refill runs at a time; the others go on without waiting.
  void maybeRefill(std::int64_t n) {
    if (refilling_.load(std::memory_order_acquire)) return;
    refilling_.store(true, std::memory_order_release); // EXPECT: split-atomic
    bucket_.refill(n);
    refilling_.store(false, std::memory_order_release);
  }

  bool openOnce() { return !opened_.test_and_set(std::memory_order_acq_rel); }
  std::uint64_t served() const { return served_.get(); }

 private:
  TokenBucket bucket_;
  Relaxed<std::uint32_t> delayUs_;
  Relaxed<std::uint64_t> served_;
  std::atomic<bool> refilling_{false};
  std::atomic_flag opened_ = ATOMIC_FLAG_INIT;
};

int main() {
  Throttle th(1000);
  std::vector<std::thread> clients;
  for (int c = 0; c < 6; ++c)
    clients.emplace_back([&th] {
      th.openOnce();
      for (int i = 0; i < 500; ++i) {
        if (th.admit(7))
          th.onFast();
        else
          th.onSlow();
        if (i % 16 == 0) th.maybeRefill(200);
      }
    });
  for (auto& t : clients) t.join();
  return th.served() ? 0 : 1;
}
