// STD: c++20
#include "yard.h"

namespace port {

bool Planner::stow(const Slot& s, const std::string& box) {
  if (yard_.occupied(s)) return false;
  yard_.place(s, box); // EXPECT: check-then-act
  return true;
}

bool Planner::stow_reefer(const Slot& s, const std::string& box) {
  if (s.tier > 1) return false;
  return yard_.place_if_free(s, "R:" + box);
}

void Planner::wind_warning(double knots) {
  if (knots > 40)
    yard_.set_crane_speed(0.0);
  else
    yard_.slow_down(0.9);
}

void Planner::wind_easing() {
  const double v = yard_.crane_speed();
  yard_.set_crane_speed(v * 1.25 + 0.05); // EXPECT: lost-update
}

}  // namespace port
