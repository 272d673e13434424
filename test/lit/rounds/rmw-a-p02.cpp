// RUN: %tocsin %s
// STD: c++20
// Token bucket used by the ingress threads; a timer thread refills it.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <thread>
#include <vector>

class TokenBucket {
 public:
  TokenBucket(std::int64_t capacity, std::int64_t per_tick)
      : capacity_(capacity), per_tick_(per_tick), tokens_(capacity) {}

  bool take(std::int64_t n) {
    const std::int64_t have = tokens_.load(std::memory_order_acquire);
    if (have < n) {
      denied_.fetch_add(1, std::memory_order_relaxed);
      return false;
    }
    tokens_.store(have - n, std::memory_order_release); // EXPECT: split-atomic
    noteBurst(n);
    return true;
  }

  void refill() {
    std::int64_t cur = tokens_.load(std::memory_order_relaxed);
    std::int64_t next;
    do {
      next = std::min(capacity_, cur + per_tick_);
    } while (!tokens_.compare_exchange_weak(cur, next, std::memory_order_acq_rel));
  }

  std::int64_t largestBurst() const { return largest_.load(); }
  std::uint64_t denied() const { return denied_.load(); }

 private:
  void noteBurst(std::int64_t n) {
    if (n > largest_.load(std::memory_order_relaxed)) {
      largest_.store(n, std::memory_order_relaxed); // EXPECT: split-atomic
    }
  }

  const std::int64_t capacity_;
  const std::int64_t per_tick_;
  std::atomic<std::int64_t> tokens_;
  std::atomic<std::int64_t> largest_{0};
  std::atomic<std::uint64_t> denied_{0};
};

int main() {
  TokenBucket bucket(1000, 50);
  std::atomic<bool> running{true};
  std::thread ticker([&] {
    while (running.load()) {
      bucket.refill();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });

  long granted = 0;
  std::vector<std::thread> ingress;
  for (int i = 1; i <= 8; ++i) {
    ingress.emplace_back([&, i] {
      for (int k = 0; k < 1000; ++k) {
        if (bucket.take(i)) {
          granted += i; // EXPECT: lost-update
        }
      }
    });
  }
  for (auto& t : ingress) t.join();
  running.store(false);
  ticker.join();
  std::printf("granted %ld denied %llu burst %lld\n", granted,
              static_cast<unsigned long long>(bucket.denied()),
              static_cast<long long>(bucket.largestBurst()));
}
