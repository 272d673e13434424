// RUN: %tocsin %s
// STD: c++20
// Resolver cache: answers with their TTL, negative answers included.
#include <arpa/inet.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace dns {

using Clock = std::chrono::steady_clock;

struct Answer {
  std::vector<in_addr> addrs;
  bool nxdomain = false;
};

class AnswerCache {
 public:
  explicit AnswerCache(size_t cap) : cap_(cap) {}

  std::optional<Answer> get(const std::string& host) {
    std::lock_guard<std::mutex> lk(mu_);
    auto it = map_.find(host);
    if (it == map_.end()) {
      ++misses_;
      return std::nullopt;
    }
    if (Clock::now() >= it->second.expires) {
      map_.erase(it);
      ++misses_;
      return std::nullopt;
    }
    ++hits_;
    return it->second.answer;
  }

  void put(const std::string& host, Answer a, std::chrono::seconds ttl) {
    ttl = std::clamp(ttl, std::chrono::seconds(1), std::chrono::seconds(86400));
    std::lock_guard<std::mutex> lk(mu_);
    if (map_.size() >= cap_) shrinkLocked();
    map_.insert_or_assign(host, Entry{std::move(a), Clock::now() + ttl});
  }

  size_t sweep() {
    std::lock_guard<std::mutex> lk(mu_);
    const auto now = Clock::now();
    return std::erase_if(map_, [now](const auto& kv) { return kv.second.expires <= now; });
  }

  double hitRatio() const {
    std::lock_guard<std::mutex> lk(mu_);
    const auto total = hits_ + misses_;
    return total ? double(hits_) / double(total) : 0.0;
  }

 private:
  struct Entry {
    Answer answer;
    Clock::time_point expires;
  };

  void shrinkLocked() {
    auto victim = std::min_element(map_.begin(), map_.end(), [](const auto& a, const auto& b) {
      return a.second.expires < b.second.expires;
    });
    if (victim != map_.end()) map_.erase(victim);
  }

  const size_t cap_;
  mutable std::mutex mu_;
  std::unordered_map<std::string, Entry> map_;
  uint64_t hits_ = 0, misses_ = 0;
};

// Per-client query budget.
class QueryLimiter {
 public:
  bool admit(uint32_t client) {
    std::lock_guard<std::mutex> lk(mu_);
    const auto now = Clock::now();
    auto& w = windows_[client];
    if (now - w.start >= std::chrono::seconds(1)) w = Window{now, 0};
    return ++w.count <= 200;
  }

  void forgetQuiet() {
    std::lock_guard<std::mutex> lk(mu_);
    const auto now = Clock::now();
    for (auto it = windows_.begin(); it != windows_.end();)
      it = now - it->second.start > std::chrono::minutes(5) ? windows_.erase(it) : std::next(it);
  }

 private:
  struct Window {
    Clock::time_point start{};
    unsigned count = 0;
  };
  std::mutex mu_;
  std::unordered_map<uint32_t, Window> windows_;
};

}  // namespace dns
