// STD: c++20
#include "plan_store.h"
#include <cstdlib>
#include <sstream>

namespace sched {

namespace {

std::string encode(const Plan& plan) {
  std::ostringstream out;
  for (const auto& [job, node] : plan) out << job << ' ' << node << '\n';
  return out.str();
}

Plan decode(const std::string& text) {
  Plan plan;
  std::istringstream in(text);
  std::string job, node;
  while (in >> job >> node) plan[job] = node;
  return plan;
}

}  // namespace

StoredPlan PlanStore::load() const {
  StoredPlan out;
  const auto kv = kv_.item(planKey());
  if (kv.valid()) {
    out.plan = decode(kv.value);
    out.index = kv.modifyIndex;
  }
  return out;
}

// With index 0 the key is only created, never replaced.
bool PlanStore::store(const StoredPlan& stored) {
  return kv_.compareSet(planKey(), stored.index, encode(stored.plan));
}

bool PlanStore::update(const std::function<bool(Plan&)>& change) {
  for (int attempt = 0; attempt < 10; ++attempt) {
    StoredPlan current = load();
    if (!change(current.plan)) return true;
    if (store(current)) return true;
  }
  return false;
}

void PlanStore::publishLoad(const std::string& node, double load) {
  kv_.set(loadKey(node), std::to_string(load));
}

double PlanStore::smoothedLoad(const std::string& node) const {
  return std::strtod(kv_.get(loadKey(node), "0").c_str(), nullptr);
}

bool PlanStore::retire() {
  const auto kv = kv_.item(planKey());
  if (!kv.valid() || !decode(kv.value).empty()) return false;
  return kv_.compareErase(planKey(), kv.modifyIndex);
}

}  // namespace sched
