// RUN: %tocsin %s
// STD: c++20
// Market-data fan-in: one feed handler thread, one strategy thread, many readers.
#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace md {

struct Quote {
  std::uint32_t instrument;
  double bid, ask;
};

// Ring between the feed thread (push only) and the strategy thread (pop only).
class QuoteRing {
 public:
  bool push(const Quote& q) {
    const auto h = head_.load(std::memory_order_relaxed);
    if (h - tail_.load(std::memory_order_acquire) == kSize) return false;
    slots_[h % kSize] = q;
    head_.store(h + 1, std::memory_order_release);
    return true;
  }
  std::optional<Quote> pop() {
    const auto t = tail_.load(std::memory_order_relaxed);
    if (t == head_.load(std::memory_order_acquire)) return std::nullopt;
    Quote q = slots_[t % kSize];
    tail_.store(t + 1, std::memory_order_release);
    return q;
  }

 private:
  static constexpr std::uint64_t kSize = 1024;
  std::array<Quote, kSize> slots_{};
  std::atomic<std::uint64_t> head_{0};
  std::atomic<std::uint64_t> tail_{0};
};

// Published top of book; writers are serialised, readers retry.
class TopOfBook {
 public:
  void update(double bid, double ask) {
    std::lock_guard<std::mutex> lk(writer_);
    const auto s = seq_.load(std::memory_order_relaxed);
    seq_.store(s + 1, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_release);
    bid_.store(bid, std::memory_order_relaxed);
    ask_.store(ask, std::memory_order_relaxed);
    seq_.store(s + 2, std::memory_order_release);
  }
  double mid() const {
    for (;;) {
      const auto a = seq_.load(std::memory_order_acquire);
      const double m = (bid_.load(std::memory_order_relaxed) + ask_.load(std::memory_order_relaxed)) / 2;
      std::atomic_thread_fence(std::memory_order_acquire);
      if (!(a & 1) && a == seq_.load(std::memory_order_relaxed)) return m;
    }
  }

 private:
  std::mutex writer_;
  std::atomic<std::uint32_t> seq_{0};
  std::atomic<double> bid_{0}, ask_{0};
};

class Exposure {
 public:
  bool take(double notional) {
    double cur = used_.load();
    double next;
    do {
      next = cur + notional;
      if (next > limit_) return false;
    } while (!used_.compare_exchange_weak(cur, next));
    return true;
  }
  void trip() {
    if (!tripped_.exchange(true)) trips_.fetch_add(1);
  }

 private:
  const double limit_ = 1e7;
  std::atomic<double> used_{0};
  std::atomic<bool> tripped_{false};
  std::atomic<int> trips_{0};
};

class Engine {
 public:
  void start() {
    feed_ = std::jthread([this](std::stop_token st) {
      std::uint32_t i = 0;
      while (!st.stop_requested()) ring_.push({i++ % 50, 99.5, 100.5});
    });
    strategy_ = std::jthread([this](std::stop_token st) {
      while (!st.stop_requested())
        if (auto q = ring_.pop()) {
          top_.update(q->bid, q->ask);
          if (!exposure_.take(top_.mid())) exposure_.trip();
        }
    });
    manual_ = std::jthread([this] {
      top_.update(0, 0);
      if (!exposure_.take(1)) exposure_.trip();
    });
  }

 private:
  QuoteRing ring_;
  TopOfBook top_;
  Exposure exposure_;
  std::jthread feed_, strategy_, manual_;
};

}  // namespace md
