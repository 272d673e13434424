// RUN: %tocsin %s
// STD: c++20
// Thumbnail cache shared by the HTTP workers.
#include <cstdint>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

class ThumbCache {
 public:
  struct Entry {
    std::vector<std::uint8_t> bytes;
    std::uint64_t last_use = 0;
  };

  bool get(const std::string& key, std::vector<std::uint8_t>& out) {
    std::shared_lock rd(mutex_);
    auto it = entries_.find(key);
    if (it == entries_.end()) return false;
    hits_++; // EXPECT: lost-update
    out = it->second.bytes;
    return true;
  }

  void put(const std::string& key, std::vector<std::uint8_t> b) {
    std::unique_lock wr(mutex_);
    auto& e = entries_[key];
    size_ -= e.bytes.size();
    size_ += b.size();
    e.bytes = std::move(b);
    e.last_use = ++clock_;
    if (size_ > limit_) evict();
  }

  void resetStats() {
    std::unique_lock wr(mutex_);
    hits_ = 0;
    evictions_ = 0;
  }

  bool drop(const std::string& key) {
    std::unique_lock wr(mutex_, std::try_to_lock);
    if (!wr.owns_lock()) {
      deferred_drops_++; // EXPECT: lost-update
      std::lock_guard g(deferred_mutex_);
      deferred_.push_back(key);
      return false;
    }
    auto it = entries_.find(key);
    if (it == entries_.end()) return false;
    size_ -= it->second.bytes.size();
    entries_.erase(it);
    return true;
  }

  void shrink(std::uint64_t to) {
    std::unique_lock wr(mutex_, std::try_to_lock);
    if (!wr) {
      limit_ = limit_ < to ? limit_ : to; // EXPECT: lost-update
      return;
    }
    if (to < limit_) limit_ = to;
    evict();
  }

  void grow(std::uint64_t by) {
    std::unique_lock wr(mutex_);
    limit_ += by;
  }

 private:
  void evict() {
    while (size_ > limit_ && !entries_.empty()) {
      auto it = entries_.begin();
      size_ -= it->second.bytes.size();
      entries_.erase(it);
      evictions_++;
    }
  }

  std::shared_mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
  std::uint64_t hits_ = 0, evictions_ = 0, clock_ = 0;
  std::uint64_t size_ = 0, limit_ = 64 << 20;
  std::mutex deferred_mutex_;
  std::vector<std::string> deferred_;
  std::uint64_t deferred_drops_ = 0;
};

static void httpWorker(ThumbCache& c, int id) {
  std::vector<std::uint8_t> buf;
  for (int i = 0; i < 500; ++i) {
    std::string k = "/img/" + std::to_string((i + id) % 40);
    if (!c.get(k, buf)) c.put(k, std::vector<std::uint8_t>(1024));
    if (i % 50 == 0) c.drop(k);
    if (i % 120 == 0) c.shrink(1 << 20);
  }
}

int main() {
  ThumbCache cache;
  std::vector<std::thread> ws;
  for (int i = 0; i < 4; ++i) ws.emplace_back(httpWorker, std::ref(cache), i);
  cache.grow(4096);
  for (auto& w : ws) w.join();
}
