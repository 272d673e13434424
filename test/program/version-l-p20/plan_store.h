#pragma once
#include "kv.h"
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace sched {

// Job name -> node name.
using Plan = std::map<std::string, std::string>;

struct StoredPlan {
  Plan plan;
  uint64_t index = 0;  // 0: nothing stored yet
};

class PlanStore {
public:
  PlanStore(ppconsul::kv::Kv& kv, std::string cluster) : kv_(kv), cluster_(std::move(cluster)) {}

  StoredPlan load() const;
  bool store(const StoredPlan& stored);
  bool update(const std::function<bool(Plan&)>& change);
  void publishLoad(const std::string& node, double load);
  double smoothedLoad(const std::string& node) const;
  bool retire();

private:
  std::string planKey() const { return "sched/" + cluster_ + "/plan"; }
  std::string loadKey(const std::string& node) const { return "sched/" + cluster_ + "/load/" + node; }

  ppconsul::kv::Kv& kv_;
  std::string cluster_;
};

}  // namespace sched
