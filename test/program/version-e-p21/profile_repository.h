#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <shared_mutex>
#include <string>

namespace media {

struct Profile {
  std::string id;
  std::string display_name;
  std::set<std::string> watchlist;
  int max_age_rating = 18;
  uint64_t revision = 0;
};

enum class SaveResult { kStored, kMissing, kConflict };

class ProfileRepository {
 public:
  std::optional<Profile> Load(const std::string& id) const;
  SaveResult Save(const Profile& p);
  SaveResult SaveIfRevision(const Profile& p, uint64_t expected_revision);
  bool Insert(const Profile& p);

 private:
  mutable std::shared_mutex mutex_;
  std::map<std::string, Profile> rows_;
};

}  // namespace media
