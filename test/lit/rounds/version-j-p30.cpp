// RUN: %tocsin %s
// STD: c++20
// Job scheduler: several instances, one leader. The plan is kept in the
// configuration service.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace sched {

enum class StoreStatus { Done, EpochMismatch, Unavailable };

// Client of the configuration service (implemented per deployment).
class ConfigStore {
public:
  virtual ~ConfigStore() = default;
  virtual std::string Get(const std::string &key) = 0;
  virtual StoreStatus Put(const std::string &key, const std::string &value) = 0;
  // Refused with EpochMismatch when a leader with a higher epoch has written.
  virtual StoreStatus PutFenced(const std::string &key, const std::string &value, uint64_t epoch) = 0;
};

class LeaderLease {
public:
  using Clock = std::chrono::steady_clock;
  bool held() const { return Clock::now() < until_.load(); }
  uint64_t epoch() const { return epoch_.load(); }
  void granted(uint64_t epoch, std::chrono::milliseconds ttl) {
    epoch_ = epoch;
    until_ = Clock::now() + ttl;
  }

private:
  std::atomic<Clock::time_point> until_{Clock::time_point{}};
  std::atomic<uint64_t> epoch_{0};
};

struct Worker {
  std::string host;
  int slots = 1;
};

class Scheduler {
public:
  Scheduler(ConfigStore &store, LeaderLease &lease, std::string self)
      : store_(store), lease_(lease), self_(std::move(self)) {}

  // Deals the jobs to the workers, round robin by slots.
  bool rebalance(const std::vector<Worker> &workers, const std::vector<std::string> &jobs) {
    if (workers.empty() || !lease_.held())
      return false;
    std::string plan;
    size_t w = 0, used = 0;
    for (const auto &job : jobs) {
      plan += job + '@' + workers[w].host + '\n';
      if (++used >= static_cast<size_t>(workers[w].slots)) {
        w = (w + 1) % workers.size();
        used = 0;
      }
    }
    return store_.Put("scheduler/plan", plan) == StoreStatus::Done; // EXPECT: unversioned-write
  }

  bool pause(const std::string &queue) {
    const uint64_t epoch = lease_.epoch();
    if (!lease_.held())
      return false;
    StoreStatus s = store_.PutFenced("scheduler/paused/" + queue, self_, epoch);
    if (s == StoreStatus::EpochMismatch)
      std::cerr << self_ << ": lost the leadership\n";
    return s == StoreStatus::Done;
  }

  // Every instance has its own status entry.
  void publishStatus() {
    store_.Put("scheduler/instances/" + self_, lease_.held() ? "leader" : "standby");
  }

  void run(std::atomic<bool> &stop, const std::vector<Worker> &workers, const std::vector<std::string> &jobs) {
    while (!stop) {
      publishStatus();
      if (lease_.held() && !rebalance(workers, jobs))
        std::cerr << self_ << ": plan was not stored\n";
      std::this_thread::sleep_for(std::chrono::seconds(2));
    }
  }

private:
  ConfigStore &store_;
  LeaderLease &lease_;
  const std::string self_;
};

std::unique_ptr<Scheduler> makeScheduler(ConfigStore &store, LeaderLease &lease, const char *host) {
  return std::make_unique<Scheduler>(store, lease, host);
}

} // namespace sched
