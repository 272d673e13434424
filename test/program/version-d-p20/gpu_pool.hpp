#pragma once
#include <mutex>
#include <set>
#include <string>

#include "etcd/SyncClient.hpp"

namespace sched {

std::set<int> parse_ids(const std::string& csv);
std::string join_ids(const std::set<int>& ids);

// Free GPUs of every node, shared by all scheduler replicas.
class GpuPool {
 public:
  explicit GpuPool(etcd::SyncClient& etcd) : etcd_(etcd) {}

  int take(const std::string& node);
  bool give_back(const std::string& node, int gpu);
  bool cordon(const std::string& node, int gpu);
  bool add_node(const std::string& node, int gpus);
  bool forget_node(const std::string& node);

 private:
  std::string key(const std::string& node) const { return "/gpus/" + node + "/free"; }
  std::mutex mutex_;
  etcd::SyncClient& etcd_;
};

}  // namespace sched
