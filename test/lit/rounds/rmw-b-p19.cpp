// RUN: %tocsin %s
// STD: c++20
// Sensor fusion: several inputs refine one pose estimate.
#include <cmath>
#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

template <class T>
class Shared {
 public:
  Shared() = default;
  explicit Shared(T v) : value_(std::move(v)) {}

  T load() const {
    std::lock_guard<std::mutex> g(mu_);
    return value_;
  }

  void store(T v) {
    std::lock_guard<std::mutex> g(mu_);
    value_ = std::move(v);
  }

  template <class F>
  void modify(F&& f) {
    std::lock_guard<std::mutex> g(mu_);
    f(value_);
  }

 private:
  mutable std::mutex mu_;
  T value_{};
};

struct Pose {
  double x = 0, y = 0, heading = 0;
  int updates = 0;
};

struct Health {
  int warnings = 0;
  bool degraded = false;
};

class Fusion {
 public:
  void on_gps(double x, double y) {
    pose_.modify([&](Pose& p) {
      p.x = 0.8 * p.x + 0.2 * x;
      p.y = 0.8 * p.y + 0.2 * y;
      p.updates++;
    });
  }

  void on_imu(double turn, double dt) {
    Pose p = pose_.load();
    p.heading = std::fmod(p.heading + turn * dt, 6.283185307);
    p.updates++;
    pose_.store(p); // EXPECT: lost-update
  }

  void on_wheel(double dist) {
    pose_.modify([dist](Pose& p) {
      p.x += dist * std::cos(p.heading);
      p.y += dist * std::sin(p.heading);
      p.updates++;
    });
  }

  void warn() {
    drops_.store(drops_.load() + 1); // EXPECT: lost-update
    health_.modify([](Health& h) {
      h.warnings++;
      if (h.warnings > 100) h.degraded = true;
    });
  }

  void recenter() { pose_.store(Pose{}); }

  Pose pose() const { return pose_.load(); }
  int drops() const { return drops_.load(); }

 private:
  Shared<Pose> pose_;
  Shared<Health> health_;
  Shared<int> drops_;
};

int main() {
  Fusion fusion;
  fusion.recenter();
  std::vector<std::function<void(int)>> feeds = {
      [&fusion](int i) { fusion.on_gps(i * 0.5, i * 0.25); },
      [&fusion](int i) { fusion.on_imu(0.01 * i, 0.02); },
      [&fusion](int) { fusion.on_wheel(0.1); },
  };
  std::vector<std::thread> threads;
  for (auto& feed : feeds) {
    threads.emplace_back([feed, &fusion] {
      for (int i = 0; i < 1000; ++i) {
        feed(i);
        if (i % 37 == 0) fusion.warn();
      }
    });
  }
  for (auto& t : threads) t.join();
  Pose p = fusion.pose();
  std::printf("%.2f %.2f %.2f (%d updates, %d drops)\n", p.x, p.y, p.heading, p.updates,
              fusion.drops());
  return 0;
}
