// RUN: %tocsin %s
// STD: c++20
// Lock-free parts of the task scheduler.
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <thread>
#include <vector>

namespace sched {

// Ticket bucket: refill and take share one word {tokens:32, tick:32}.
class RateBucket {
 public:
  RateBucket(uint32_t burst, uint32_t per_tick) : burst_(burst), per_tick_(per_tick), word_(Pack(burst, 0)) {}

  bool Take(uint32_t now) {
    uint64_t cur = word_.load(std::memory_order_relaxed);
    for (;;) {
      uint32_t tokens = static_cast<uint32_t>(cur >> 32);
      uint32_t tick = static_cast<uint32_t>(cur);
      if (now > tick) {
        const uint64_t add = uint64_t{now - tick} * per_tick_;
        tokens = add + tokens > burst_ ? burst_ : static_cast<uint32_t>(tokens + add);
        tick = now;
      }
      if (tokens == 0) return false;
      if (word_.compare_exchange_weak(cur, Pack(tokens - 1, tick), std::memory_order_acq_rel,
                                      std::memory_order_relaxed))
        return true;
    }
  }

 private:
  static constexpr uint64_t Pack(uint32_t tokens, uint32_t tick) {
    return uint64_t{tokens} << 32 | tick;
  }
  const uint32_t burst_, per_tick_;
  std::atomic<uint64_t> word_;
};

// Free list of slots, index + tag in one word; slots are recycled.
class SlotPool {
 public:
  explicit SlotPool(uint32_t n) : next_(n) {
    for (uint32_t i = 0; i < n; ++i) next_[i].store(i + 1 < n ? i + 1 : kNone);
    head_.store(n ? 0 : kNone);
  }

  std::optional<uint32_t> Pop() {
    uint64_t h = head_.load(std::memory_order_acquire);
    while (Index(h) != kNone) {
      const uint32_t i = Index(h);
      const uint64_t n = Tagged(next_[i].load(std::memory_order_relaxed), Tag(h) + 1);
      if (head_.compare_exchange_weak(h, n, std::memory_order_acq_rel)) return i;
    }
    return std::nullopt;
  }

  void Push(uint32_t i) {
    uint64_t h = head_.load(std::memory_order_relaxed);
    do {
      next_[i].store(Index(h), std::memory_order_relaxed);
    } while (!head_.compare_exchange_weak(h, Tagged(i, Tag(h) + 1), std::memory_order_release));
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  static uint32_t Index(uint64_t w) { return static_cast<uint32_t>(w); }
  static uint32_t Tag(uint64_t w) { return static_cast<uint32_t>(w >> 32); }
  static uint64_t Tagged(uint32_t i, uint32_t t) { return uint64_t{t} << 32 | i; }

  std::vector<std::atomic<uint32_t>> next_;
  std::atomic<uint64_t> head_;
};

enum class Phase { kIdle, kRunning, kStopping, kStopped };

class Worker {
 public:
  // Only the first request has an effect.
  void RequestStop() {
    Phase p = Phase::kRunning;
    phase_.compare_exchange_strong(p, Phase::kStopping);
  }

  bool Start() {
    Phase p = Phase::kIdle;
    return phase_.compare_exchange_strong(p, Phase::kRunning);
  }

  void NoteLatency(uint64_t ns) {
    uint64_t worst = worst_.load(std::memory_order_relaxed);
    while (ns > worst && !worst_.compare_exchange_weak(worst, ns, std::memory_order_relaxed)) {
    }
  }

  // Give the thread back, unless it was given to somebody else already.
  void Detach(const std::thread::id& me) {
    std::thread::id mine = me;
    owner_.compare_exchange_strong(mine, std::thread::id());
  }

  void SetPriority(int p) {
    int old = prio_.load();
    while (!prio_.compare_exchange_weak(old, p)) {
    }
  }

  uint64_t worst() const { return worst_.load(); }

 private:
  std::atomic<Phase> phase_{Phase::kIdle};
  std::atomic<uint64_t> worst_{0};
  std::atomic<std::thread::id> owner_{};
  std::atomic<int> prio_{0};
};

}  // namespace sched
