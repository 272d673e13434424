#pragma once
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace port {

struct Slot {
  int bay, row, tier;
  uint64_t key() const { return uint64_t(bay) << 32 | uint64_t(row) << 16 | uint64_t(tier); }
};

class Yard {
 public:
  bool occupied(const Slot& s) const;
  void place(const Slot& s, std::string box);
  bool place_if_free(const Slot& s, const std::string& box);
  std::optional<std::string> lift(const Slot& s);
  size_t stacked() const;

  double crane_speed() const;
  void set_crane_speed(double v);
  void slow_down(double factor);

 private:
  mutable std::mutex mu_;
  std::unordered_map<uint64_t, std::string> slots_;
  double speed_ = 1.0;
};

// Stowage planner working against a shared yard.
class Planner {
 public:
  explicit Planner(Yard& yard) : yard_(yard) {}
  bool stow(const Slot& s, const std::string& box);
  bool stow_reefer(const Slot& s, const std::string& box);
  void wind_warning(double knots);
  void wind_easing();

 private:
  Yard& yard_;
};

}  // namespace port
