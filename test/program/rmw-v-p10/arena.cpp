// STD: c++17
#include "sim.h"
#include <mutex>

namespace sim {

Arena::Arena(std::size_t units, unsigned width) : gang_(width), units_(units) {
  for (std::size_t i = 0; i < units_.size(); ++i) units_[i].x = static_cast<float>(i);
}

void Arena::strike(Unit& u) {
  u.hp -= 7;
  if (u.hp <= 0) u.alive = false;
}

FrameReport Arena::step(float dt) {
  ++round_;
  FrameReport rep;
  std::mutex heatLock;
  std::vector<std::size_t> moved(gang_.width(), 0);

  gang_.slices(units_.size(), [&](std::size_t b, std::size_t e, unsigned lane) {
    float heat = 0;
    for (std::size_t i = b; i < e; ++i) {
      Unit& u = units_[i];
      if (!u.alive) continue;
      u.x += dt;
      moved[lane]++;
      heat += u.x * 0.01f;
      strike(u);
      if (!u.alive) rep.fallen++; // EXPECT: lost-update
    }
    std::lock_guard<std::mutex> g(heatLock);
    rep.heat += heat;
  });

  for (std::size_t m : moved) rep.moved += m;
  return rep;
}

int Arena::totalHp() {
  std::atomic<int> sum{0};
  gang_.slices(units_.size(), [this, &sum](std::size_t b, std::size_t e, unsigned) {
    int part = 0;
    for (std::size_t i = b; i < e; ++i) part += units_[i].hp;
    sum.fetch_add(part, std::memory_order_relaxed);
  });
  return sum.load();
}

}  // namespace sim
