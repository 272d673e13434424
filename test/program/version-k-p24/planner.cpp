// STD: c++20
#include "planner.h"

#include <sstream>

namespace sched {

static std::string encode(const Placement& p) {
    std::ostringstream os;
    for (const auto& [task, host] : p.taskToHost) os << task << '=' << host << '\n';
    return os.str();
}

static Placement decode(const std::string& text) {
    Placement p;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        auto eq = line.find('=');
        if (eq != std::string::npos) p.taskToHost[line.substr(0, eq)] = line.substr(eq + 1);
    }
    return p;
}

bool Planner::publishPlan(const std::string& queue, const Placement& plan) {
    if (!election_.isLeader()) return false;
    return store_.put(planKey(queue), encode(plan)) == PutResult::Done; // EXPECT: unversioned-write
}

bool Planner::evacuate(const std::string& queue, const std::string& host, const std::string& target) {
    if (!election_.isLeader()) return false;
    const uint64_t epoch = election_.epoch();
    auto current = store_.get(planKey(queue));
    if (!current) return false;
    Placement plan = decode(*current);
    for (auto& entry : plan.taskToHost)
        if (entry.second == host) entry.second = target;
    return store_.putFenced(planKey(queue), encode(plan), epoch) == PutResult::Done;
}

bool Planner::pauseQueue(const std::string& queue) {
    if (!election_.isLeader()) return false;
    store_.putFenced("/paused/" + queue, self_, election_.epoch()); // EXPECT: ignored-conflict
    paused_.insert(queue);
    return true;
}

void Planner::reportLoad(double load) { store_.put("/load/" + self_, std::to_string(load)); }

}  // namespace sched
