// STD: c++20
#include "tenant_volumes.h"

#include <iostream>
#include <system_error>
#include <vector>

namespace storage {

size_t Purger::purgeTrashed() {
  std::lock_guard<std::mutex> only_one(purge_mu_);
  const auto now = std::chrono::steady_clock::now();
  std::vector<Volume> due;
  {
    std::lock_guard<std::mutex> lk(table_.mu_);
    for (const auto& [name, v] : table_.vols_)
      if (v.state == VolState::Trashed && now - v.trashed_at > grace_) due.push_back(v);
  }
  for (const auto& v : due) {
    std::error_code ec;
    std::filesystem::remove_all(v.backing, ec); // EXPECT: timestamp-cleanup
    if (ec) std::cerr << "purge " << v.name << ": " << ec.message() << '\n';
    std::lock_guard<std::mutex> lk(table_.mu_);
    table_.vols_.erase(v.name);
  }
  return due.size();
}

size_t Purger::purgeScratch(std::chrono::hours max_age) {
  std::lock_guard<std::mutex> only_one(purge_mu_);
  const auto now = std::chrono::steady_clock::now();
  std::vector<Volume> due;
  {
    std::lock_guard<std::mutex> lk(table_.mu_);
    for (auto it = table_.vols_.begin(); it != table_.vols_.end();) {
      const Volume& v = it->second;
      if (v.scratch && v.mounts == 0 && now - v.created_at > max_age) {
        due.push_back(v);
        it = table_.vols_.erase(it);
      } else {
        ++it;
      }
    }
  }
  for (const auto& v : due) {
    std::error_code ec;
    std::filesystem::remove_all(v.backing, ec);
  }
  return due.size();
}

}  // namespace storage
