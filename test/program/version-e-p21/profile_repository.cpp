// STD: c++20
#include "profile_repository.h"

#include <mutex>

namespace media {

std::optional<Profile> ProfileRepository::Load(const std::string& id) const {
  std::shared_lock lock(mutex_);
  auto it = rows_.find(id);
  if (it == rows_.end()) return std::nullopt;
  return it->second;
}

SaveResult ProfileRepository::Save(const Profile& p) {
  std::unique_lock lock(mutex_);
  auto it = rows_.find(p.id);
  if (it == rows_.end()) return SaveResult::kMissing;
  const uint64_t next = it->second.revision + 1;
  it->second = p;
  it->second.revision = next;
  return SaveResult::kStored;
}

SaveResult ProfileRepository::SaveIfRevision(const Profile& p, uint64_t expected_revision) {
  std::unique_lock lock(mutex_);
  auto it = rows_.find(p.id);
  if (it == rows_.end()) return SaveResult::kMissing;
  if (it->second.revision != expected_revision) return SaveResult::kConflict;
  it->second = p;
  it->second.revision = expected_revision + 1;
  return SaveResult::kStored;
}

bool ProfileRepository::Insert(const Profile& p) {
  std::unique_lock lock(mutex_);
  return rows_.emplace(p.id, p).second;
}

}  // namespace media
