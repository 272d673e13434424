// RUN: %tocsin %s
// STD: c++20
// Lock-free latency statistics shared by the handler threads.
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <thread>
#include <vector>

class LatencyStats {
 public:
  void record(std::uint32_t micros) {
    count_.fetch_add(1, std::memory_order_relaxed);
    sum_ += micros;
    raise(max_, micros);
    lower(micros);
    buckets_[bucketOf(micros)]++;
    if (micros > 900 && !alerted_.exchange(true)) std::puts("slow request seen");
  }

  // Exponentially weighted average, 1/8 weight.
  void smooth(std::uint32_t micros) {
    std::uint32_t old = ewma_.load(std::memory_order_relaxed);
    while (true) {
      const std::uint32_t next = old == 0 ? micros : old - old / 8 + micros / 8;
      if (ewma_.compare_exchange_weak(old, next)) return;
    }
  }

  struct Summary {
    std::uint64_t count, sum;
    std::uint32_t max, min, ewma;
  };

  Summary summary() const {
    return {count_.load(), sum_.load(), max_.load(), min_.load(), ewma_.load()};
  }

  std::uint64_t takeCount() { return count_.exchange(0); }

 private:
  static void raise(std::atomic<std::uint32_t>& slot, std::uint32_t v) {
    auto cur = slot.load(std::memory_order_relaxed);
    while (cur < v && !slot.compare_exchange_weak(cur, v, std::memory_order_relaxed)) {
    }
  }
  void lower(std::uint32_t v) {
    auto cur = min_.load();
    do {
      if (cur <= v) return;
    } while (!min_.compare_exchange_strong(cur, v));
  }
  static std::size_t bucketOf(std::uint32_t v) { return v >= 1000 ? 9 : v / 100; }

  std::atomic<std::uint64_t> count_{0};
  std::atomic<std::uint64_t> sum_{0};
  std::atomic<std::uint32_t> max_{0};
  std::atomic<std::uint32_t> min_{std::numeric_limits<std::uint32_t>::max()};
  std::atomic<std::uint32_t> ewma_{0};
  std::array<std::atomic<std::uint32_t>, 10> buckets_{};
  std::atomic<bool> alerted_{false};
};

class TicketSource {
 public:
  std::uint64_t next() { return counter_.fetch_add(1) + 1; }
  bool tryReserve(std::uint64_t limit) {
    auto cur = reserved_.load();
    do {
      if (cur >= limit) return false;
    } while (!reserved_.compare_exchange_weak(cur, cur + 1));
    return true;
  }
  bool release() { return reserved_.fetch_sub(1) == 1; }

 private:
  std::atomic<std::uint64_t> counter_{0};
  std::atomic<std::uint64_t> reserved_{0};
};

int main() {
  LatencyStats stats;
  TicketSource tickets;
  std::vector<std::jthread> handlers;
  for (std::uint32_t h = 0; h < 8; ++h) {
    handlers.emplace_back([&stats, &tickets, h] {
      for (std::uint32_t i = 0; i < 1000; ++i) {
        const auto t = tickets.next();
        if (!tickets.tryReserve(6)) continue;
        const auto v = static_cast<std::uint32_t>((t * 31 + h) % 1000);
        stats.record(v);
        stats.smooth(v);
        if (tickets.release()) std::this_thread::yield();
      }
    });
  }
  for (auto& t : handlers) t.join();
  const auto s = stats.summary();
  std::printf("n=%llu max=%u min=%u ewma=%u\n", (unsigned long long)s.count, s.max, s.min, s.ewma);
  std::printf("took %llu\n", (unsigned long long)stats.takeCount());
}
