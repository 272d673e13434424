// RUN: %tocsin %s
// STD: c++20
// Thread-safe LRU used by a page renderer to keep per-visitor counters.
#include <cstdio>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

class Hold {
 public:
  explicit Hold(std::mutex& m) : m_(m) { m_.lock(); }
  ~Hold() { m_.unlock(); }
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;

 private:
  std::mutex& m_;
};

class LruCache {
 public:
  explicit LruCache(size_t cap) : cap_(cap) {}

  std::optional<int> get(const std::string& key) {
    Hold hold(mu_);
    auto it = index_.find(key);
    if (it == index_.end()) return std::nullopt;
    order_.splice(order_.begin(), order_, it->second);
    return it->second->second;
  }

  void put(const std::string& key, int value) {
    bool dropped = false;
    {
      Hold hold(mu_);
      auto it = index_.find(key);
      if (it != index_.end()) {
        it->second->second = value;
        return;
      }
      order_.emplace_front(key, value);
      index_[key] = order_.begin();
      if (order_.size() > cap_) {
        index_.erase(order_.back().first);
        order_.pop_back();
        dropped = true;
      }
    }
    if (dropped) ++evictions_; // EXPECT: lost-update
  }

  int bump(const std::string& key) {
    Hold hold(mu_);
    auto it = index_.find(key);
    if (it == index_.end()) return 0;
    return ++it->second->second;
  }

  void clear() {
    Hold hold(mu_);
    evictions_ += order_.size();
    order_.clear();
    index_.clear();
  }

  size_t evictions() const {
    Hold hold(mu_);
    return evictions_;
  }

 private:
  mutable std::mutex mu_;
  size_t cap_;
  size_t evictions_ = 0;
  std::list<std::pair<std::string, int>> order_;
  std::unordered_map<std::string, std::list<std::pair<std::string, int>>::iterator> index_;
};

static void record_visit(LruCache& cache, const std::string& visitor) {
  auto seen = cache.get(visitor);
  cache.put(visitor, seen.value_or(0) + 1); // EXPECT-MISS: check-then-act
}

static void record_click(LruCache& cache, const std::string& visitor) {
  cache.bump(visitor);
}

int main() {
  LruCache cache(64);
  std::vector<std::thread> pool;
  for (int t = 0; t < 4; ++t) {
    pool.emplace_back([&cache] {
      for (int i = 0; i < 500; ++i) {
        std::string who = "visitor-" + std::to_string(i % 90);
        record_visit(cache, who);
        record_click(cache, who);
      }
    });
  }
  for (auto& th : pool) th.join();
  std::printf("evictions=%zu\n", cache.evictions());
  cache.clear();
  return 0;
}
