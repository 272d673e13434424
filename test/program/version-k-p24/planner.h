#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "control_store.h"

namespace sched {

struct Placement {
    std::map<std::string, std::string> taskToHost;
};

class Planner {
public:
    Planner(ControlStore& store, Election& election, std::string self)
        : store_(store), election_(election), self_(std::move(self)) {}

    bool publishPlan(const std::string& queue, const Placement& plan);
    bool evacuate(const std::string& queue, const std::string& host, const std::string& target);
    bool pauseQueue(const std::string& queue);
    void reportLoad(double load);

private:
    std::string planKey(const std::string& queue) const { return "/plan/" + queue; }

    ControlStore& store_;
    Election& election_;
    std::string self_;
    std::set<std::string> paused_;
};

}  // namespace sched
