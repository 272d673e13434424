#pragma once
#include "plan_store.h"
#include <vector>

namespace sched {

class Scheduler {
public:
  Scheduler(PlanStore& store, std::vector<std::string> nodes) : store_(store), nodes_(std::move(nodes)) {}

  bool place(const std::string& job);
  bool moveAway(const std::string& node);
  bool seed(const Plan& initial);

private:
  std::string leastLoaded(const std::string& except) const;

  PlanStore& store_;
  std::vector<std::string> nodes_;
};

}  // namespace sched
