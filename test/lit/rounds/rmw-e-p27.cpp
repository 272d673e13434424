// RUN: %tocsin %s
// STD: c++20
// Thumbnail cache of a media server.
#include <absl/synchronization/mutex.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace media {

using Image = std::vector<std::uint8_t>;
using ImagePtr = std::shared_ptr<const Image>;

class ThumbnailCache {
 public:
  using Renderer = std::function<ImagePtr(const std::string&)>;
  explicit ThumbnailCache(Renderer r) : render_(std::move(r)) {}

  ImagePtr get(const std::string& path) {
    {
      absl::ReaderMutexLock lock(&mu_);
      auto it = images_.find(path);
      if (it != images_.end()) return it->second;
    }
    ImagePtr fresh = render_(path);
    absl::MutexLock lock(&mu_);
    auto [it, inserted] = images_.try_emplace(path, fresh);
    if (inserted) bytes_ += fresh->size();
    return it->second;
  }

  void drop(const std::string& path) {
    ImagePtr victim;
    absl::ReleasableMutexLock lock(&mu_);
    auto it = images_.find(path);
    if (it == images_.end()) return;
    victim = it->second;
    bytes_ -= victim->size();
    images_.erase(it);
    lock.Release();
    victim.reset();
  }

  void waitForRoom(std::size_t limit) {
    absl::MutexLock lock(&mu_);
    std::size_t before = bytes_;
    auto fits = [this, limit] { return bytes_ < limit; };
    mu_.Await(absl::Condition(&fits));
    before = bytes_;
    if (before * 2 > limit) shrinkLocked(before / 2);
  }

 private:
  void shrinkLocked(std::size_t target) {
    mu_.AssertHeld();
    while (bytes_ > target && !images_.empty()) {
      bytes_ -= images_.begin()->second->size();
      images_.erase(images_.begin());
    }
  }

  absl::Mutex mu_;
  std::map<std::string, ImagePtr> images_;
  std::size_t bytes_ = 0;
  Renderer render_;
};

class ViewCounter {
 public:
  std::unique_lock<std::mutex> hold() { return std::unique_lock<std::mutex>(m_); }

  int bump(const std::string& path) {
    auto lk = hold();
    return bump(path, lk);
  }

  void bumpAll(const std::vector<std::string>& paths) {
    auto lk = hold();
    for (const auto& p : paths) bump(p, lk);
  }

  void merge(std::unique_ptr<std::map<std::string, int>> other) {
    for (auto& [k, v] : *other) v += 1;
    std::unique_lock<std::mutex> lk(m_, std::defer_lock);
    lk.lock();
    for (auto& [k, v] : *other) views_[k] += v;
  }

 private:
  int bump(const std::string& path, std::unique_lock<std::mutex>&) {
    auto it = views_.find(path);
    if (it == views_.end()) it = views_.emplace(path, 0).first;
    return ++it->second;
  }

  std::mutex m_;
  std::map<std::string, int> views_;
};

void serve(ThumbnailCache& cache, ViewCounter& views) {
  std::vector<std::thread> ts;
  for (int i = 0; i < 4; ++i)
    ts.emplace_back([&] {
      const std::string p = "/media/a.jpg";
      cache.get(p);
      if (views.bump(p) % 100 == 0) cache.drop(p);
      views.bumpAll({p, "/media/b.jpg"});
      cache.waitForRoom(1 << 24);
      views.merge(std::make_unique<std::map<std::string, int>>());
    });
  for (auto& t : ts) t.join();
}

}  // namespace media
