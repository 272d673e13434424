// RUN: %tocsin %s
// STD: c++20
// Circuit breaker guarding calls to a flaky backend.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <thread>
#include <vector>

class CircuitBreaker {
 public:
  CircuitBreaker(int threshold, int64_t cooldown_us)
      : threshold_(threshold), cooldown_us_(cooldown_us) {}

  // True when the call may go ahead. After the cooldown exactly one caller probes.
  bool allow() {
    int64_t until = open_until_.load(std::memory_order_acquire);
    if (until == 0) return true;
    int64_t now = now_us();
    if (now < until) {
      rejected_.fetch_add(1, std::memory_order_relaxed);
      return false;
    }
    return open_until_.compare_exchange_strong(until, now + cooldown_us_);
  }

  void on_success() {
    failures_.store(0);
    if (open_until_.exchange(0) != 0) closes_.fetch_add(1);
  }

  void on_failure() {
    int n = failures_.fetch_add(1) + 1;
    if (n == threshold_) {
      open_until_.store(now_us() + cooldown_us_);
      ++opens_;
    }
  }

  void note_latency(int64_t us) {
    int64_t worst = worst_us_.load(std::memory_order_relaxed);
    while (us > worst &&
           !worst_us_.compare_exchange_weak(worst, us, std::memory_order_relaxed)) {
    }
  }

  void report() const {
    std::printf("opens=%d closes=%d rejected=%d worst=%lldus\n", opens_.load(), closes_.load(),
                rejected_.load(), static_cast<long long>(worst_us_.load()));
  }

 private:
  static int64_t now_us() {
    using namespace std::chrono;
    return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
  }

  const int threshold_;
  const int64_t cooldown_us_;
  std::atomic<int> failures_{0};
  std::atomic<int64_t> open_until_{0};
  std::atomic<int64_t> worst_us_{0};
  std::atomic<int> opens_{0};
  std::atomic<int> closes_{0};
  std::atomic<int> rejected_{0};
};

static bool call_backend(int i) { return i % 11 < 6; }

int main() {
  CircuitBreaker breaker(5, 500);
  std::vector<std::thread> callers;
  for (int t = 0; t < 4; ++t) {
    callers.emplace_back([&breaker, t] {
      for (int i = 0; i < 1000; ++i) {
        if (!breaker.allow()) continue;
        if (call_backend(i + t)) {
          breaker.on_success();
        } else {
          breaker.on_failure();
        }
        breaker.note_latency(i % 97);
      }
    });
  }
  for (auto& c : callers) c.join();
  breaker.report();
  return 0;
}
