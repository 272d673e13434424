#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>

namespace profiles {

struct Profile {
  std::string id;
  std::map<std::string, std::string> settings;
  int64_t credits = 0;
  uint64_t revision = 0;
};

struct ConflictError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Shared by all request threads.
class ProfileStore {
 public:
  std::optional<Profile> Load(const std::string& id) const;

  // Last writer wins; meant for imports.
  void Save(const Profile& p);
  // False if the stored revision is not `expected_revision`.
  bool SaveIf(const Profile& p, uint64_t expected_revision);
  bool Insert(const Profile& p);

  // Routing table. PutFenced throws ConflictError when `epoch` has been superseded.
  void PutRoute(const std::string& shard, const std::string& host);
  void PutRouteFenced(const std::string& shard, const std::string& host, uint64_t epoch);
  std::string Route(const std::string& shard) const;

 private:
  mutable std::mutex mu_;
  std::map<std::string, Profile> docs_;
  std::map<std::string, std::string> routes_;
  uint64_t highest_epoch_ = 0;
};

}  // namespace profiles
