// RUN: %tocsin %s
// STD: c++20
// Route cache of the API gateway: compiled route tables per tenant.
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gateway {

struct Route {
  std::string prefix;
  std::string upstream;
};

struct RouteTable {
  uint64_t generation = 0;
  std::vector<Route> routes;
};

class RouteCache {
 public:
  uint64_t generationOf(const std::string& tenant) const {
    std::shared_lock lk(mu_);
    auto it = tables_.find(tenant);
    return it == tables_.end() ? 0 : it->second->generation;
  }

  void put(const std::string& tenant, std::unique_ptr<RouteTable> t) {
    std::unique_lock lk(mu_);
    tables_[tenant] = std::move(t);
  }

  void erase(const std::string& tenant) {
    std::unique_lock lk(mu_);
    tables_.erase(tenant);
  }

  bool eraseOlder(const std::string& tenant, uint64_t generation) {
    std::unique_lock lk(mu_);
    auto it = tables_.find(tenant);
    if (it == tables_.end() || it->second->generation >= generation) return false;
    tables_.erase(it);
    return true;
  }

  bool resolve(const std::string& tenant, const std::string& path, std::string* upstream) const {
    std::shared_lock lk(mu_);
    auto it = tables_.find(tenant);
    if (it == tables_.end()) return false;
    for (const auto& r : it->second->routes) {
      if (path.compare(0, r.prefix.size(), r.prefix) == 0) {
        *upstream = r.upstream;
        return true;
      }
    }
    return false;
  }

 private:
  mutable std::shared_mutex mu_;
  std::unordered_map<std::string, std::unique_ptr<RouteTable>> tables_;
};

struct ConfigEvent {
  std::string tenant;
  uint64_t generation;
  bool removed;
};

class ConfigListener {
 public:
  explicit ConfigListener(RouteCache& cache) : cache_(cache) {}

  // Delivered by several watch streams at once, one per control-plane shard.
  void onEvent(const ConfigEvent& ev) {
    events_.fetch_add(1, std::memory_order_relaxed);
    if (ev.removed) {
      cache_.eraseOlder(ev.tenant, ev.generation);
      return;
    }
    if (cache_.generationOf(ev.tenant) < ev.generation) {
      cache_.erase(ev.tenant); // EXPECT: timestamp-cleanup
      invalidations_.fetch_add(1, std::memory_order_relaxed);
    }
  }

  // Loader threads publish what they compiled.
  void onCompiled(const std::string& tenant, uint64_t generation, std::vector<Route> routes) {
    auto t = std::make_unique<RouteTable>();
    t->generation = generation;
    t->routes = std::move(routes);
    cache_.put(tenant, std::move(t));
  }

  uint64_t invalidations() const { return invalidations_.load(std::memory_order_relaxed); }

 private:
  RouteCache& cache_;
  std::atomic<uint64_t> events_{0}, invalidations_{0};
};

}  // namespace gateway
