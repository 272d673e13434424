// STD: c++20
#include <cstdio>
#include <future>
#include <string>
#include <vector>

#include "yard.h"

static int work_ship(port::Yard& yard, int ship) {
  port::Planner plan(yard);
  int stowed = 0;
  for (int i = 0; i < 300; ++i) {
    port::Slot s{(ship + i) % 20, i % 9, i % 4};
    const std::string box = "MSKU" + std::to_string(ship * 1000 + i);
    if (i % 5 == 0 ? plan.stow_reefer(s, box) : plan.stow(s, box)) stowed++;
    if (i % 40 == 0) plan.wind_warning(double(i % 50));
    if (i % 55 == 0) plan.wind_easing();
    if (i % 9 == 0) yard.lift(s);
  }
  return stowed;
}

int main() {
  port::Yard yard;
  std::vector<std::future<int>> ships;
  for (int s = 0; s < 4; ++s)
    ships.push_back(std::async(std::launch::async, work_ship, std::ref(yard), s));
  int total = 0;
  for (auto& f : ships) total += f.get();
  std::printf("%d moves, %zu boxes, speed %.2f\n", total, yard.stacked(), yard.crane_speed());
}
