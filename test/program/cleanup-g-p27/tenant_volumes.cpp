// STD: c++20
#include "tenant_volumes.h"

namespace storage {

void VolumeTable::create(const std::string& name, std::filesystem::path backing, bool scratch) {
  std::lock_guard<std::mutex> lk(mu_);
  Volume v;
  v.name = name;
  v.backing = std::move(backing);
  v.scratch = scratch;
  vols_.emplace(name, std::move(v));
}

bool VolumeTable::mount(const std::string& name, std::filesystem::path* backing) {
  std::lock_guard<std::mutex> lk(mu_);
  auto it = vols_.find(name);
  if (it == vols_.end() || it->second.state == VolState::Trashed) return false;
  ++it->second.mounts;
  *backing = it->second.backing;
  return true;
}

void VolumeTable::unmount(const std::string& name) {
  std::lock_guard<std::mutex> lk(mu_);
  if (auto it = vols_.find(name); it != vols_.end()) --it->second.mounts;
}

bool VolumeTable::trash(const std::string& name) {
  std::lock_guard<std::mutex> lk(mu_);
  auto it = vols_.find(name);
  if (it == vols_.end()) return false;
  it->second.state = VolState::Trashed;
  it->second.trashed_at = std::chrono::steady_clock::now();
  return true;
}

bool VolumeTable::restore(const std::string& name) {
  std::lock_guard<std::mutex> lk(mu_);
  auto it = vols_.find(name);
  if (it == vols_.end() || it->second.state != VolState::Trashed) return false;
  it->second.state = VolState::Active;
  return true;
}

}  // namespace storage
