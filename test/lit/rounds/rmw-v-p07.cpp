// RUN: %tocsin %s
// STD: c++14
// Route table of an overlay network node: many lookups, rare changes.
#include <cstdint>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

struct Route {
  std::string nextHop;
  unsigned metric = 0;
  std::uint64_t usedAt = 0;
};

class Resolver {
 public:
  virtual ~Resolver() = default;
  virtual Route resolve(const std::string& dst) = 0;
};

class RouteTable {
  using ReadLock = std::shared_lock<std::shared_timed_mutex>;
  using WriteLock = std::unique_lock<std::shared_timed_mutex>;

 public:
  explicit RouteTable(Resolver& r) : resolver_(r) {}

  bool lookup(const std::string& dst, Route& out) {
    ReadLock rd(guard_);
    auto it = routes_.find(dst);
    if (it == routes_.end()) return false;
    it->second.usedAt = ++tick_; // EXPECT: lost-update
    out = it->second;
    return true;
  }

  Route lookupOrResolve(const std::string& dst) {
    Route r;
    if (lookup(dst, r)) return r;
    r = resolver_.resolve(dst);
    WriteLock wr(guard_);
    auto ins = routes_.emplace(dst, r);
    if (ins.second) ins.first->second.usedAt = ++tick_;
    return ins.first->second;
  }

  // Keeps a better metric that arrived by gossip.
  void offer(const std::string& dst, const Route& candidate) {
    bool better;
    {
      ReadLock rd(guard_);
      auto it = routes_.find(dst);
      better = it == routes_.end() || candidate.metric < it->second.metric;
    }
    if (!better) return;
    WriteLock wr(guard_);
    routes_[dst] = candidate; // EXPECT: check-then-act
  }

  void confirm(const std::string& dst, unsigned metric) {
    {
      ReadLock rd(guard_);
      auto it = routes_.find(dst);
      if (it == routes_.end() || it->second.metric <= metric) return;
    }
    WriteLock wr(guard_);
    auto it = routes_.find(dst);
    if (it != routes_.end() && it->second.metric > metric) it->second.metric = metric;
  }

  std::size_t evictOlderThan(std::uint64_t tick) {
    WriteLock wr(guard_);
    std::size_t n = 0;
    for (auto it = routes_.begin(); it != routes_.end();) {
      if (it->second.usedAt < tick) {
        it = routes_.erase(it);
        ++n;
      } else {
        ++it;
      }
    }
    return n;
  }

  std::vector<std::string> destinations() const {
    ReadLock rd(guard_);
    std::vector<std::string> v;
    v.reserve(routes_.size());
    for (const auto& p : routes_) v.push_back(p.first);
    return v;
  }

 private:
  Resolver& resolver_;
  mutable std::shared_timed_mutex guard_;
  std::map<std::string, Route> routes_;
  std::uint64_t tick_ = 0;
};
