// STD: c++20
#include "gpu_pool.hpp"

#include <sstream>

namespace sched {

std::set<int> parse_ids(const std::string& csv) {
  std::set<int> out;
  std::istringstream in(csv);
  for (std::string tok; std::getline(in, tok, ',');)
    if (!tok.empty()) out.insert(std::stoi(tok));
  return out;
}

std::string join_ids(const std::set<int>& ids) {
  std::string s;
  for (int id : ids) s += (s.empty() ? "" : ",") + std::to_string(id);
  return s;
}

int GpuPool::take(const std::string& node) {
  std::lock_guard<std::mutex> lock(mutex_);
  etcd::Response r = etcd_.get(key(node));
  if (!r.is_ok()) return -1;
  auto ids = parse_ids(r.value().as_string());
  if (ids.empty()) return -1;
  const int gpu = *ids.begin();
  ids.erase(ids.begin());
  etcd::Response w = etcd_.put(key(node), join_ids(ids)); // EXPECT: unversioned-write
  return w.is_ok() ? gpu : -1;
}

bool GpuPool::give_back(const std::string& node, int gpu) {
  for (int attempt = 0; attempt < 16; ++attempt) {
    etcd::Response r = etcd_.get(key(node));
    if (!r.is_ok()) return false;
    auto ids = parse_ids(r.value().as_string());
    ids.insert(gpu);
    if (etcd_.modify_if(key(node), join_ids(ids), r.value().modified_index()).is_ok()) return true;
  }
  return false;
}

bool GpuPool::cordon(const std::string& node, int gpu) {
  etcd::Response r = etcd_.get(key(node));
  if (!r.is_ok()) return false;
  auto ids = parse_ids(r.value().as_string());
  if (ids.erase(gpu) == 0) return false;
  etcd_.modify_if(key(node), join_ids(ids), r.value().modified_index()); // EXPECT: ignored-conflict
  return true;
}

bool GpuPool::add_node(const std::string& node, int gpus) {
  std::set<int> ids;
  for (int i = 0; i < gpus; ++i) ids.insert(i);
  return etcd_.add(key(node), join_ids(ids)).is_ok();
}

bool GpuPool::forget_node(const std::string& node) {
  etcd::Response r = etcd_.get(key(node));
  if (!r.is_ok() || !r.value().as_string().empty()) return false;
  return etcd_.rm_if(key(node), r.value().modified_index()).is_ok();
}

}  // namespace sched
