#pragma once
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <string>

namespace ci {

struct Artifact {
  std::string digest;
  std::filesystem::path dir;
  std::chrono::system_clock::time_point uploaded;
  uintmax_t bytes = 0;
};

class RetentionPolicy {
 public:
  explicit RetentionPolicy(std::chrono::hours keep) : keep_(keep) {}
  bool pastRetention(const Artifact& a) const;

 private:
  std::chrono::hours keep_;
};

class ArtifactStore {
 public:
  ArtifactStore(std::filesystem::path root, RetentionPolicy policy);

  void add(const std::string& digest, uintmax_t bytes);
  std::filesystem::path pin(const std::string& digest);
  void unpin(const std::string& digest);

  size_t retain();
  size_t retainUnpinned();

 private:
  void discard(const Artifact& a);

  std::filesystem::path root_;
  RetentionPolicy policy_;
  std::mutex mu_;
  std::map<std::string, Artifact> artifacts_;
  std::multiset<std::string> pinned_;
};

}  // namespace ci
