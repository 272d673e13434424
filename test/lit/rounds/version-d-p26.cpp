// RUN: %tocsin %s
// STD: c++20
// Shared telemetry registers of the flight recorder; written by all sampler threads.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace fdr {

template <class T>
class MaxGauge {
 public:
  void record(T v) {
    T cur = value_.load(std::memory_order_relaxed);
    if (v > cur)
      value_.compare_exchange_strong(cur, v); // EXPECT: ignored-conflict
  }
  void record_min(T v) {
    T cur = min_.load(std::memory_order_relaxed);
    while (v < cur && !min_.compare_exchange_weak(cur, v)) {
    }
  }
  T get() const { return value_.load(); }

 private:
  std::atomic<T> value_{};
  std::atomic<T> min_{};
};

class Histogram {
 public:
  void add(double x) {
    count_.fetch_add(1, std::memory_order_relaxed);
    double s = sum_.load(std::memory_order_relaxed);
    const double next = s + x;
    while (!sum_.compare_exchange_weak(s, next)) { // EXPECT: unchecked-version
      std::this_thread::yield();
    }
  }

  void add_squared(double x) {
    double s = sq_.load();
    while (!sq_.compare_exchange_weak(s, s + x * x)) std::this_thread::yield();
  }

  // Exponential average of the sampling interval.
  void tick(uint64_t us) {
    const uint64_t old = interval_.load(std::memory_order_acquire);
    interval_.store(old - old / 8 + us / 8, std::memory_order_release); // EXPECT: split-atomic
  }

  double mean() const {
    const auto n = count_.load();
    return n ? sum_.load() / static_cast<double>(n) : 0.0;
  }

 private:
  std::atomic<uint64_t> count_{0};
  std::atomic<double> sum_{0.0};
  std::atomic<double> sq_{0.0};
  std::atomic<uint64_t> interval_{1000};
};

// One register of the recorder; a write is accepted when the caller saw the latest value.
class Register {
 public:
  bool update(uint32_t seen, uint32_t next) {
    for (int spin = 0; spin < 4; ++spin) {
      if (word_.compare_exchange_strong(seen, next)) return true; // EXPECT: unchecked-version
      std::this_thread::yield();
    }
    return false;
  }

  bool update_once(uint32_t seen, uint32_t next) { return word_.compare_exchange_strong(seen, next); }

  bool update_patient(const uint32_t seen, uint32_t next) {
    for (int spin = 0; spin < 64; ++spin) {
      uint32_t want = seen;
      if (word_.compare_exchange_weak(want, next)) return true;
      if (want != seen) return false;
    }
    return false;
  }

  uint32_t read() const { return word_.load(std::memory_order_acquire); }

 private:
  std::atomic<uint32_t> word_{0};
};

class Recorder {
 public:
  enum class Mode : int { Standby, Recording, Dumping };

  // Called from every sensor on take-off, the first one wins.
  void trigger() {
    Mode m = Mode::Standby;
    mode_.compare_exchange_strong(m, Mode::Recording);
  }
  void dump_done() {
    auto m = mode_.load();
    if (m == Mode::Dumping) mode_.compare_exchange_strong(m, Mode::Standby);
  }

  void sample(unsigned ch, double v) {
    hist_[ch % hist_.size()].add(v);
    hist_[ch % hist_.size()].add_squared(v);
    hist_[ch % hist_.size()].tick(900);
    peak_.record(static_cast<int64_t>(v));
    peak_.record_min(static_cast<int64_t>(v));
  }

 private:
  std::atomic<Mode> mode_{Mode::Standby};
  std::array<Histogram, 8> hist_;
  MaxGauge<int64_t> peak_;
};

void run(Recorder& r, Register& reg, unsigned samplers) {
  std::vector<std::thread> pool;
  for (unsigned i = 0; i < samplers; ++i)
    pool.emplace_back([&r, &reg, i] {
      r.trigger();
      r.sample(i, i * 1.5);
      uint32_t w = reg.read();
      while (!reg.update_once(w, w | (1u << (i % 32)))) w = reg.read();
    });
  for (auto& t : pool) t.join();
}

// Ground link command; the link layer repeats what was refused.
bool on_command(Register& reg, uint32_t seen, uint32_t next, bool urgent) {
  return urgent ? reg.update_patient(seen, next) : reg.update(seen, next);
}

}  // namespace fdr
