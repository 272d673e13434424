// STD: c++20
#include "profile_store.h"

namespace profiles {

std::optional<Profile> ProfileStore::Load(const std::string& id) const {
  std::lock_guard<std::mutex> l(mu_);
  auto it = docs_.find(id);
  if (it == docs_.end()) return std::nullopt;
  return it->second;
}

void ProfileStore::Save(const Profile& p) {
  std::lock_guard<std::mutex> l(mu_);
  Profile& slot = docs_[p.id];
  const uint64_t next = slot.revision + 1;
  slot = p;
  slot.revision = next;
}

bool ProfileStore::SaveIf(const Profile& p, uint64_t expected_revision) {
  std::lock_guard<std::mutex> l(mu_);
  auto it = docs_.find(p.id);
  if (it == docs_.end() || it->second.revision != expected_revision) return false;
  it->second = p;
  it->second.revision = expected_revision + 1;
  return true;
}

bool ProfileStore::Insert(const Profile& p) {
  std::lock_guard<std::mutex> l(mu_);
  return docs_.emplace(p.id, p).second;
}

void ProfileStore::PutRoute(const std::string& shard, const std::string& host) {
  std::lock_guard<std::mutex> l(mu_);
  routes_[shard] = host;
}

void ProfileStore::PutRouteFenced(const std::string& shard, const std::string& host, uint64_t epoch) {
  std::lock_guard<std::mutex> l(mu_);
  if (epoch < highest_epoch_) throw ConflictError("fenced off: " + shard);
  highest_epoch_ = epoch;
  routes_[shard] = host;
}

std::string ProfileStore::Route(const std::string& shard) const {
  std::lock_guard<std::mutex> l(mu_);
  auto it = routes_.find(shard);
  return it == routes_.end() ? std::string() : it->second;
}

}  // namespace profiles
