// STD: c++20
#include "scheduler.h"
#include <iostream>
#include <limits>

namespace sched {

std::string Scheduler::leastLoaded(const std::string& except) const {
  std::string best;
  double low = std::numeric_limits<double>::max();
  for (const auto& n : nodes_) {
    const double l = store_.smoothedLoad(n);
    if (n != except && l < low) {
      low = l;
      best = n;
    }
  }
  return best;
}

bool Scheduler::place(const std::string& job) {
  return store_.update([&](Plan& plan) {
    if (plan.count(job)) return false;
    plan[job] = leastLoaded("");
    return true;
  });
}

bool Scheduler::moveAway(const std::string& node) {
  StoredPlan current = store_.load();
  size_t moved = 0;
  for (auto& [job, where] : current.plan) {
    if (where != node) continue;
    where = leastLoaded(node);
    ++moved;
  }
  if (moved == 0) return true;
  if (!store_.store(current)) {
    std::cerr << "plan changed while draining " << node << '\n';
    return false;
  }
  return true;
}

// First start of a cluster; whoever comes second keeps the plan that is there.
bool Scheduler::seed(const Plan& initial) {
  StoredPlan current = store_.load();
  if (current.index != 0) return false;
  current.plan = initial;
  return store_.store(current);
}

}  // namespace sched
