// RUN: %tocsin %s
// STD: c++20
// Latency bookkeeping for the RPC layer; record() runs on every I/O thread.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <thread>
#include <vector>

namespace rpc {

class LatencyTracker {
 public:
  explicit LatencyTracker(std::string method) : method_(std::move(method)) {}

  void record(std::uint64_t micros) {
    samples_.fetch_add(1, std::memory_order_relaxed);
    noteWorst(micros);
    noteBest(micros);
    smooth(micros);
  }

  std::uint64_t timeoutHint() const {
    const auto e = ewma_.load(std::memory_order_relaxed);
    const auto w = worst_.load(std::memory_order_relaxed);
    return e * 4 > w ? e * 4 : w;
  }

  // Called by the exporter when it has scraped the values.
  std::uint64_t takeWorst() { return worst_.exchange(0); }

 private:
  void noteWorst(std::uint64_t micros) {
    if (micros > worst_.load())
      worst_.store(micros); // EXPECT: split-atomic
  }

  void noteBest(std::uint64_t micros) {
    auto best = best_.load(std::memory_order_relaxed);
    while (micros < best &&
           !best_.compare_exchange_weak(best, micros, std::memory_order_relaxed)) {
    }
  }

  void smooth(std::uint64_t micros) {
    const auto prev = ewma_.load(std::memory_order_acquire);
    std::uint64_t next = micros;
    if (prev != 0) {
      const auto keep = prev - prev / 8;
      next = keep + micros / 8;
    }
    ewma_.store(next, std::memory_order_release); // EXPECT: split-atomic
  }

  std::string method_;
  std::atomic<std::uint64_t> samples_{0};
  std::atomic<std::uint64_t> worst_{0};
  std::atomic<std::uint64_t> best_{std::numeric_limits<std::uint64_t>::max()};
  std::atomic<std::uint64_t> ewma_{0};
};

class CallTimer {
 public:
  explicit CallTimer(LatencyTracker& t)
      : tracker_(t), begin_(std::chrono::steady_clock::now()) {}
  ~CallTimer() {
    const auto d = std::chrono::steady_clock::now() - begin_;
    tracker_.record(static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(d).count()));
  }

 private:
  LatencyTracker& tracker_;
  std::chrono::steady_clock::time_point begin_;
};

void serve(LatencyTracker& tracker, unsigned ioThreads) {
  std::vector<std::jthread> pool;
  for (unsigned i = 0; i < ioThreads; ++i)
    pool.emplace_back([&tracker](std::stop_token st) {
      while (!st.stop_requested()) {
        CallTimer timer(tracker);
        std::this_thread::yield();
      }
    });
}

}  // namespace rpc
