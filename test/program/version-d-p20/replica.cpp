// STD: c++20
#include <chrono>
#include <string>
#include <thread>

#include "gpu_pool.hpp"

namespace sched {

// Runs next to every scheduler replica.
class Replica {
 public:
  Replica(etcd::SyncClient& etcd, std::string name) : etcd_(etcd), name_(std::move(name)) {}

  // One counter per cluster, increased once per placement; feeds the fairness queue.
  bool advance_round() {
    auto cur = etcd_.get("/sched/round");
    if (!cur.is_ok()) return etcd_.add("/sched/round", "1").is_ok();
    const long next = std::stol(cur.value().as_string()) + 1;
    return etcd_.modify("/sched/round", std::to_string(next)).is_ok(); // EXPECT: unversioned-write
  }

  void announce(long placements) {
    etcd_.set("/sched/replicas/" + name_, std::to_string(placements));
  }

  // Promote the canary configuration to production.
  bool promote() {
    auto canary = etcd_.get("/sched/config/canary");
    if (!canary.is_ok()) return false;
    return etcd_.put("/sched/config/prod", canary.value().as_string()).is_ok();
  }

  void loop(GpuPool& pool, const std::string& node) {
    for (long n = 0; !stop_; ++n) {
      const int gpu = pool.take(node);
      if (gpu >= 0) {
        advance_round();
        pool.give_back(node, gpu);
      }
      announce(n);
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }

 private:
  etcd::SyncClient& etcd_;
  std::string name_;
  bool stop_ = false;
};

void run(etcd::SyncClient& etcd, GpuPool& pool, const std::string& name) {
  Replica(etcd, name).loop(pool, "node-a");
}

}  // namespace sched
