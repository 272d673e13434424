// RUN: %tocsin %s
// STD: c++20
// Worker lifecycle and load statistics for the stream ingest tier.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

namespace ingest {

enum class State : int { kIdle, kRunning, kDraining, kStopped };

class Worker {
 public:
  bool Start() {
    State from = State::kIdle;
    if (!state_.compare_exchange_strong(from, State::kRunning)) return false;
    thread_ = std::thread([this] { Loop(); });
    return true;
  }

  // Callable from any thread, any number of times.
  void RequestDrain() {
    State from = State::kRunning;
    state_.compare_exchange_strong(from, State::kDraining, std::memory_order_acq_rel);
  }

  void Join() {
    if (thread_.joinable()) thread_.join();
  }

  void NoteLatency(uint64_t micros) {
    uint64_t seen = worst_.load(std::memory_order_relaxed);
    while (seen < micros &&
           !worst_.compare_exchange_weak(seen, micros, std::memory_order_relaxed)) {
    }
    uint64_t word = ema_.load(std::memory_order_relaxed);
    uint64_t next;
    do {
      uint64_t count = word >> 40;
      uint64_t avg = word & kAvgMask;
      uint64_t mixed = count == 0 ? micros : avg - avg / 8 + micros / 8;
      if (count < kCountMax) ++count;
      next = (count << 40) | (mixed & kAvgMask);
    } while (!ema_.compare_exchange_weak(word, next, std::memory_order_relaxed));
  }

  // Takes one credit if any is left.
  bool TryTakeCredit() {
    int32_t have = credits_.load(std::memory_order_relaxed);
    for (;;) {
      if (have <= 0) return false;
      int32_t left = have - 1;
      if (credits_.compare_exchange_weak(have, left, std::memory_order_acquire)) return true;
    }
  }

  void ReturnCredits(int32_t n) { credits_.fetch_add(n, std::memory_order_release); }

  uint64_t WorstMicros() const { return worst_.load(std::memory_order_relaxed); }

 private:
  static constexpr uint64_t kAvgMask = (uint64_t{1} << 40) - 1;
  static constexpr uint64_t kCountMax = 0xffff;

  void Loop() {
    while (state_.load(std::memory_order_acquire) == State::kRunning) {
      if (!TryTakeCredit()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        continue;
      }
      auto t0 = std::chrono::steady_clock::now();
      std::this_thread::yield();
      auto dt = std::chrono::steady_clock::now() - t0;
      NoteLatency(static_cast<uint64_t>(
          std::chrono::duration_cast<std::chrono::microseconds>(dt).count()));
    }
    state_.store(State::kStopped, std::memory_order_release); // EXPECT-NOISE: split-atomic
  }

  std::atomic<State> state_{State::kIdle};
  std::atomic<uint64_t> worst_{0};
  std::atomic<uint64_t> ema_{0};
  std::atomic<int32_t> credits_{0};
  std::thread thread_;
};

}  // namespace ingest

int main() {
  std::vector<ingest::Worker> pool(4);
  for (auto& w : pool) {
    w.ReturnCredits(64);
    w.Start();
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  for (auto& w : pool) {
    w.NoteLatency(5);
    w.RequestDrain();
  }
  for (auto& w : pool) w.Join();
  return 0;
}
