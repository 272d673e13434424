#pragma once
#include <chrono>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace storage {

enum class VolState { Active, Trashed };

struct Volume {
  std::string name;
  std::filesystem::path backing;
  VolState state = VolState::Active;
  std::chrono::steady_clock::time_point trashed_at;
  std::chrono::steady_clock::time_point created_at = std::chrono::steady_clock::now();
  int mounts = 0;
  bool scratch = false;
};

class VolumeTable {
 public:
  void create(const std::string& name, std::filesystem::path backing, bool scratch);
  bool mount(const std::string& name, std::filesystem::path* backing);
  void unmount(const std::string& name);
  bool trash(const std::string& name);
  bool restore(const std::string& name);

 private:
  friend class Purger;
  std::mutex mu_;
  std::unordered_map<std::string, Volume> vols_;
};

class Purger {
 public:
  Purger(VolumeTable& t, std::chrono::hours grace) : table_(t), grace_(grace) {}
  size_t purgeTrashed();
  size_t purgeScratch(std::chrono::hours max_age);

 private:
  VolumeTable& table_;
  std::chrono::hours grace_;
  std::mutex purge_mu_;
};

}  // namespace storage
