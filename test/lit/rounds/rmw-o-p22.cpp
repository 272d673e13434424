// RUN: %tocsin %s
// STD: c++20
// Admission control in front of the matching service.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>

namespace gate {

using Clock = std::chrono::steady_clock;

inline int64_t nowMs() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch()).count();
}

class Slots {
public:
  explicit Slots(int limit) : limit_(limit) {}

  bool enter() {
    if (inFlight_.load(std::memory_order_acquire) >= limit_)
      return false;
    inFlight_.fetch_add(1, std::memory_order_acq_rel); // EXPECT: split-atomic
    return true;
  }

  bool enterBulk(int n) {
    int cur = inFlight_.load(std::memory_order_relaxed);
    do {
      if (cur + n > limit_)
        return false;
    } while (!inFlight_.compare_exchange_weak(cur, cur + n, std::memory_order_acq_rel));
    return true;
  }

  bool enterOptimistic() {
    int now = inFlight_.fetch_add(1, std::memory_order_acq_rel) + 1;
    if (now > limit_) {
      inFlight_.fetch_sub(1, std::memory_order_acq_rel);
      return false;
    }
    if (now > peak_)
      peak_ = now; // EXPECT: split-atomic
    return true;
  }

  void leave() {
    if (inFlight_.fetch_sub(1, std::memory_order_acq_rel) == 1)
      idleSince_.store(nowMs(), std::memory_order_relaxed);
  }

private:
  const int limit_;
  std::atomic<int> inFlight_{0};
  std::atomic<int> peak_{0};
  std::atomic<int64_t> idleSince_{0};
};

class Bucket {
public:
  Bucket(int64_t perTick, int64_t burst) : perTick_(perTick), burst_(burst), tokens_(burst) {}

  bool take() {
    refill();
    int64_t t = tokens_.load(std::memory_order_relaxed);
    while (t > 0)
      if (tokens_.compare_exchange_weak(t, t - 1, std::memory_order_relaxed))
        return true;
    denied_.fetch_add(1, std::memory_order_relaxed);
    return false;
  }

  int64_t denied() { return denied_.exchange(0, std::memory_order_relaxed); }

private:
  void refill() {
    const int64_t now = nowMs();
    const int64_t last = last_.load(std::memory_order_relaxed);
    if (now - last < tickMs_)
      return;
    last_.store(now, std::memory_order_relaxed); // EXPECT: split-atomic
    int64_t t = tokens_.load(std::memory_order_relaxed), want;
    do {
      want = t + perTick_ * ((now - last) / tickMs_);
      if (want > burst_)
        want = burst_;
    } while (!tokens_.compare_exchange_weak(t, want, std::memory_order_relaxed));
  }

  static constexpr int64_t tickMs_ = 10;
  const int64_t perTick_, burst_;
  std::atomic<int64_t> tokens_;
  std::atomic<int64_t> last_{0};
  std::atomic<int64_t> denied_{0};
};

class Breaker {
public:
  void failure() {
    if (failures_.fetch_add(1) + 1 == kTrip)
      open_.store(true);
  }

  bool allow() {
    if (!open_.load())
      return true;
    bool expect = false;
    return probing_.compare_exchange_strong(expect, true);
  }

  void success() {
    if (probing_.exchange(false)) {
      failures_.store(0);
      open_.store(false);
    }
  }

  uint32_t rotate() {
    epoch_ = epoch_ % std::numeric_limits<uint32_t>::max() + 1; // EXPECT: split-atomic
    return epoch_;
  }

private:
  static constexpr int kTrip = 20;
  std::atomic<int> failures_{0};
  std::atomic<bool> open_{false};
  std::atomic<bool> probing_{false};
  std::atomic<uint32_t> epoch_{1};
};

} // namespace gate
