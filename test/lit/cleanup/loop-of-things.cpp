// RUN: %tocsin %s
// Things with a time of their own, destroyed in a loop.
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <vector>
using Clock = std::chrono::system_clock;

void delete_plan_resources(const std::string &id);

struct Plan {
  std::string id;
  Clock::time_point generation_time;
  int appliers = 0;
};

struct Store {
  std::mutex mu;
  std::vector<Plan> plans;

  void cleanup(std::chrono::minutes max_age) {
    auto now = Clock::now();
    for (auto &p : plans)
      if (now - p.generation_time > max_age)
        delete_plan_resources(p.id); // EXPECT: timestamp-cleanup
  }

  void cleanupUnapplied(std::chrono::minutes max_age) {
    std::lock_guard<std::mutex> hold(mu);
    auto now = Clock::now();
    for (auto &p : plans)
      if (now - p.generation_time > max_age && p.appliers == 0)
        delete_plan_resources(p.id);
  }

  bool isStale(const Plan &p) const {
    return Clock::now() - p.generation_time > std::chrono::hours(1);
  }

  void cleanupStale() {
    for (auto &p : plans) {
      if (!isStale(p))
        continue;
      delete_plan_resources(p.id); // EXPECT: timestamp-cleanup
    }
  }

  bool isUnused(const Plan &p) const {
    if (p.appliers > 0)
      return false;
    return Clock::now() - p.generation_time > std::chrono::hours(1);
  }

  void cleanupUnused() {
    for (auto &p : plans)
      if (isUnused(p))
        delete_plan_resources(p.id);
  }
};
