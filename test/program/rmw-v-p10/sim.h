#pragma once
#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

namespace sim {

struct Unit {
  float x = 0, y = 0;
  int hp = 100;
  bool alive = true;
};

struct FrameReport {
  int fallen = 0;
  float heat = 0;
  std::size_t moved = 0;
};

class JobGang {
 public:
  explicit JobGang(unsigned width) : width_(width ? width : 1) {}

  // Runs fn(begin, end, lane) on disjoint slices of [0, n).
  template <class Fn>
  void slices(std::size_t n, Fn fn) {
    std::vector<std::thread> lanes;
    const std::size_t step = (n + width_ - 1) / width_;
    for (unsigned i = 0; i < width_; ++i) {
      const std::size_t b = i * step;
      if (b >= n) break;
      const std::size_t e = b + step < n ? b + step : n;
      lanes.emplace_back([fn, b, e, i] { fn(b, e, i); });
    }
    for (auto& t : lanes) t.join();
  }

  unsigned width() const { return width_; }

 private:
  unsigned width_;
};

class Arena {
 public:
  Arena(std::size_t units, unsigned width);
  FrameReport step(float dt);
  int totalHp();

 private:
  void strike(Unit& u);

  JobGang gang_;
  std::vector<Unit> units_;
  int round_ = 0;
};

}  // namespace sim
