// RUN: %tocsin %s
// STD: c++20
// Frame pool and clock of the video mixer. Decoder threads take frames, the
// compositor gives them back.
#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <thread>
#include <vector>

namespace mixer {

constexpr uint32_t kNone = 0xffffffffu;

struct Frame {
  std::array<uint8_t, 64> pixels{};
  std::atomic<uint32_t> next{kNone};
};

// Stack of free frames; the upper half of the head counts the changes.
class FramePool {
public:
  explicit FramePool(uint32_t n) : frames_(n) {
    for (uint32_t i = 0; i < n; ++i)
      release(i);
  }

  std::optional<uint32_t> acquire() {
    uint64_t head = head_.load(std::memory_order_acquire);
    while (index(head) != kNone) {
      uint32_t next = frames_[index(head)].next.load(std::memory_order_relaxed);
      if (head_.compare_exchange_weak(head, join(tag(head) + 1, next), std::memory_order_acq_rel))
        return index(head);
    }
    return std::nullopt;
  }

  void release(uint32_t i) {
    uint64_t head = head_.load(std::memory_order_acquire);
    uint64_t mine;
    do {
      frames_[i].next.store(index(head), std::memory_order_relaxed);
      mine = join(tag(head) + 1, i);
    } while (!head_.compare_exchange_weak(head, mine, std::memory_order_acq_rel));
  }

private:
  static uint32_t index(uint64_t h) { return static_cast<uint32_t>(h); }
  static uint32_t tag(uint64_t h) { return static_cast<uint32_t>(h >> 32); }
  static uint64_t join(uint32_t t, uint32_t i) { return (uint64_t(t) << 32) | i; }

  std::vector<Frame> frames_;
  std::atomic<uint64_t> head_{kNone};
};

class MixClock {
public:
  // Sources report their time stamps in any order, the clock never goes back.
  void advance(int64_t pts) {
    int64_t cur = pts_.load();
    while (cur < pts && !pts_.compare_exchange_weak(cur, pts)) {
    }
  }

  void scale(int num, int den) {
    int64_t cur = pts_.load();
    for (;;) {
      const int64_t scaled = cur * num / den;
      if (pts_.compare_exchange_strong(cur, scaled))
        return;
    }
  }

  bool seek(int64_t from, int64_t to) {
    for (int i = 0; i < 4; ++i) {
      int64_t expected = from;
      if (pts_.compare_exchange_weak(expected, to))
        return true;
      if (expected != from)
        return false;
    }
    return false;
  }

  int64_t now() const { return pts_.load(); }

private:
  std::atomic<int64_t> pts_{0};
};

class Output {
public:
  enum State { Stopped, Running, Draining };
  bool start() {
    State s = Stopped;
    return state_.compare_exchange_strong(s, Running);
  }
  void drain() {
    State s = Running;
    state_.compare_exchange_strong(s, Draining);
  }
  // The last pushed marker wins, whatever was there before.
  void mark(uint32_t marker) {
    uint32_t old = marker_.load();
    while (!marker_.compare_exchange_weak(old, marker)) {
    }
  }

private:
  std::atomic<State> state_{Stopped};
  std::atomic<uint32_t> marker_{0};
};

} // namespace mixer

int main() {
  mixer::FramePool pool(16);
  mixer::MixClock clock;
  mixer::Output out;
  out.start();
  std::vector<std::thread> decoders;
  for (int d = 0; d < 3; ++d)
    decoders.emplace_back([&, d] {
      for (int i = 0; i < 1000; ++i)
        if (auto f = pool.acquire()) {
          clock.advance(i * 40 + d);
          out.mark(*f);
          pool.release(*f);
        }
    });
  for (auto &t : decoders)
    t.join();
  clock.scale(1001, 1000);
  out.drain();
  return clock.seek(clock.now(), 0) ? 0 : 1;
}
