// RUN: %tocsin %s
// STD: c++20
// Statistics and slot control of the video-encoder pool.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

namespace encoder {

enum class Phase : int { Idle, Warm, Running, Draining };

struct alignas(64) Lane {
  std::atomic<uint32_t> depth{0};
  std::atomic<uint64_t> worstMicros{0};
  std::atomic<uint64_t> bestMicros{UINT64_MAX};
};

class Pool {
 public:
  explicit Pool(uint32_t capacity) : capacity_(capacity) {}

  // Two 16-bit counters in one word: high = reserved, low = active.
  bool reserve(uint32_t slots) {
    uint32_t cur = slots_.load(std::memory_order_relaxed);
    uint32_t next;
    do {
      if ((cur >> 16) + (cur & 0xffff) + slots > capacity_) return false;
      next = cur + (slots << 16);
    } while (!slots_.compare_exchange_weak(cur, next, std::memory_order_acq_rel));
    return true;
  }

  void activate(uint32_t slots) {
    uint32_t cur = slots_.load(std::memory_order_relaxed);
    const uint32_t next = cur - (slots << 16) + slots;
    while (!slots_.compare_exchange_weak(cur, next, std::memory_order_acq_rel)) { // EXPECT: unchecked-version
      std::this_thread::yield();
    }
  }

  void release(uint32_t slots) { slots_.fetch_sub(slots, std::memory_order_acq_rel); }

  void noteFrame(size_t lane, uint64_t micros) {
    Lane& l = lanes_[lane % lanes_.size()];
    uint64_t seen = l.worstMicros.load(std::memory_order_relaxed);
    if (micros > seen) {
      l.worstMicros.compare_exchange_strong(seen, micros, std::memory_order_relaxed); // EXPECT: ignored-conflict
    }
    uint64_t best = l.bestMicros.load(std::memory_order_relaxed);
    while (micros < best && !l.bestMicros.compare_exchange_weak(best, micros)) {
    }
  }

  // Only the first caller moves the pool on; the others find it warm already.
  void warmUp() {
    Phase expected = Phase::Idle;
    phase_.compare_exchange_strong(expected, Phase::Warm);
  }

  bool drain() {
    Phase p = phase_.load();
    while (p == Phase::Warm || p == Phase::Running) {
      if (phase_.compare_exchange_weak(p, Phase::Draining)) return true;
    }
    return false;
  }

  // Customers pay for started blocks of 100 frames.
  void bill(uint32_t frames) {
    uint64_t have = billedBlocks_.load(std::memory_order_relaxed);
    const uint64_t next = have + (frames + 99) / 100;
    billedBlocks_.compare_exchange_strong(have, next, std::memory_order_relaxed); // EXPECT: ignored-conflict
  }

  bool enqueue(size_t lane) {
    Lane& l = lanes_[lane % lanes_.size()];
    uint32_t d = l.depth.load();
    while (d < 64) {
      if (l.depth.compare_exchange_weak(d, d + 1)) return true;
    }
    return false;
  }

  uint64_t billed() const { return billedBlocks_.load(std::memory_order_relaxed); }

 private:
  const uint32_t capacity_;
  std::atomic<uint32_t> slots_{0};
  std::atomic<uint64_t> billedBlocks_{0};
  std::atomic<Phase> phase_{Phase::Idle};
  std::array<Lane, 8> lanes_;
};

}  // namespace encoder

int main() {
  encoder::Pool pool(48);
  pool.warmUp();
  std::vector<std::thread> crew;
  for (size_t i = 0; i < 8; ++i) {
    crew.emplace_back([&pool, i] {
      for (uint64_t n = 0; n < 1000; ++n) {
        if (!pool.enqueue(i) || !pool.reserve(2)) continue;
        pool.activate(2);
        pool.noteFrame(i, 900 + n % 400);
        pool.bill(static_cast<uint32_t>(n % 250));
        pool.release(2);
      }
    });
  }
  for (auto& t : crew) t.join();
  pool.drain();
  return pool.billed() > 0 ? 0 : 1;
}
