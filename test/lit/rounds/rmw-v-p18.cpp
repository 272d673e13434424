// RUN: %tocsin %s
// STD: c++17
// Telemetry of a motion controller: one sampling thread, many readers.
#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

struct Pose {
  std::uint32_t x = 0, y = 0, heading = 0;
};

// Written from several threads under a lock, read without one.
class PoseCell {
 public:
  void publish(const Pose& p) {
    std::lock_guard<std::mutex> g(writers_);
    const std::uint32_t s = seq_.load(std::memory_order_relaxed);
    seq_.store(s + 1, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_release);
    x_.store(p.x, std::memory_order_relaxed);
    y_.store(p.y, std::memory_order_relaxed);
    heading_.store(p.heading, std::memory_order_relaxed);
    seq_.store(s + 2, std::memory_order_release);
  }

  Pose read() const {
    for (;;) {
      const std::uint32_t a = seq_.load(std::memory_order_acquire);
      if (a & 1) continue;
      Pose p;
      p.x = x_.load(std::memory_order_relaxed);
      p.y = y_.load(std::memory_order_relaxed);
      p.heading = heading_.load(std::memory_order_relaxed);
      std::atomic_thread_fence(std::memory_order_acquire);
      if (seq_.load(std::memory_order_relaxed) == a) return p;
    }
  }

 private:
  std::mutex writers_;
  std::atomic<std::uint32_t> seq_{0};
  std::atomic<std::uint32_t> x_{0}, y_{0}, heading_{0};
};

class Sampler {
 public:
  void start() {
    thread_ = std::thread([this] { loop(); });
  }
  void stop() {
    stop_.store(true, std::memory_order_relaxed);
    thread_.join();
    overruns_ += pendingOverruns_;
    pendingOverruns_ = 0;
  }
  std::uint64_t ticks() const { return ticks_.load(std::memory_order_relaxed); }
  std::uint64_t overruns() const { return overruns_; }

 private:
  void loop() {
    while (!stop_.load(std::memory_order_relaxed)) {
      ticks_.store(ticks_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
      if (ticks() % 64 == 0) ++pendingOverruns_;
    }
  }

  std::thread thread_;
  std::atomic<bool> stop_{false};
  std::atomic<std::uint64_t> ticks_{0};
  std::uint64_t pendingOverruns_ = 0;
  std::uint64_t overruns_ = 0;
};

static thread_local std::uint32_t noiseState = 2463534242u;

static std::uint32_t noise() {
  std::uint32_t v = noiseState;
  v ^= v << 13;
  v ^= v >> 17;
  v ^= v << 5;
  noiseState = v;
  return v;
}

int main() {
  PoseCell cell;
  Sampler sampler;
  sampler.start();

  constexpr unsigned kWheels = 4;
  std::array<std::uint64_t, kWheels> pulses{};
  std::vector<std::thread> wheels;
  for (unsigned w = 0; w < kWheels; ++w)
    wheels.emplace_back([&cell, &pulses, w] {
      for (int i = 0; i < 1000; ++i) {
        pulses[w] += noise() & 3;
        cell.publish(Pose{w, static_cast<std::uint32_t>(i), noise() % 360});
      }
    });
  for (int i = 0; i < 100; ++i) cell.read();
  for (auto& t : wheels) t.join();
  sampler.stop();

  std::uint64_t sum = 0;
  for (std::uint64_t p : pulses) sum += p;
  return sum > 0 && sampler.ticks() >= sampler.overruns() ? 0 : 1;
}
