// STD: c++20
#include "yard.h"

#include <utility>

namespace port {

bool Yard::occupied(const Slot& s) const {
  std::lock_guard lk(mu_);
  return slots_.count(s.key()) != 0;
}

void Yard::place(const Slot& s, std::string box) {
  std::lock_guard lk(mu_);
  slots_[s.key()] = std::move(box);
}

bool Yard::place_if_free(const Slot& s, const std::string& box) {
  std::lock_guard lk(mu_);
  return slots_.try_emplace(s.key(), box).second;
}

std::optional<std::string> Yard::lift(const Slot& s) {
  std::lock_guard lk(mu_);
  auto node = slots_.extract(s.key());
  if (node.empty()) return std::nullopt;
  return std::move(node.mapped());
}

size_t Yard::stacked() const {
  std::lock_guard lk(mu_);
  return slots_.size();
}

double Yard::crane_speed() const {
  std::lock_guard lk(mu_);
  return speed_;
}

void Yard::set_crane_speed(double v) {
  std::lock_guard lk(mu_);
  speed_ = v;
}

void Yard::slow_down(double factor) {
  std::lock_guard lk(mu_);
  speed_ *= factor;
}

}  // namespace port
