// STD: c++20
#include "artifact_store.h"

#include <iostream>
#include <stdexcept>
#include <system_error>

namespace ci {

ArtifactStore::ArtifactStore(std::filesystem::path root, RetentionPolicy policy)
    : root_(std::move(root)), policy_(policy) {
  std::filesystem::create_directories(root_);
}

void ArtifactStore::add(const std::string& digest, uintmax_t bytes) {
  std::lock_guard<std::mutex> lk(mu_);
  auto& a = artifacts_[digest];
  a.digest = digest;
  a.dir = root_ / digest.substr(0, 2) / digest;
  a.bytes = bytes;
  a.uploaded = std::chrono::system_clock::now();
}

// Build agents read the directory tree in place until they unpin it.
std::filesystem::path ArtifactStore::pin(const std::string& digest) {
  std::lock_guard<std::mutex> lk(mu_);
  auto it = artifacts_.find(digest);
  if (it == artifacts_.end()) throw std::out_of_range(digest);
  pinned_.insert(digest);
  return it->second.dir;
}

void ArtifactStore::unpin(const std::string& digest) {
  std::lock_guard<std::mutex> lk(mu_);
  auto it = pinned_.find(digest);
  if (it != pinned_.end()) pinned_.erase(it);
}

void ArtifactStore::discard(const Artifact& a) {
  std::error_code ec;
  std::filesystem::remove_all(a.dir, ec);
  if (ec) std::cerr << "artifact " << a.digest << ": " << ec.message() << '\n';
}

size_t ArtifactStore::retainUnpinned() {
  size_t n = 0;
  std::lock_guard<std::mutex> lk(mu_);
  for (auto it = artifacts_.begin(); it != artifacts_.end();) {
    if (pinned_.contains(it->first) || !policy_.pastRetention(it->second)) {
      ++it;
      continue;
    }
    discard(it->second);
    it = artifacts_.erase(it);
    ++n;
  }
  return n;
}

size_t ArtifactStore::retain() {
  size_t n = 0;
  std::lock_guard<std::mutex> lk(mu_);
  for (auto it = artifacts_.begin(); it != artifacts_.end();) {
    if (!policy_.pastRetention(it->second)) {
      ++it;
      continue;
    }
    discard(it->second); // EXPECT: timestamp-cleanup
    it = artifacts_.erase(it);
    ++n;
  }
  return n;
}

}  // namespace ci
