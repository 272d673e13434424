// RUN: %tocsin %s
// STD: c++20
// Per-tenant token bucket used by the API gateway workers.
#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace gateway {

using Clock = std::chrono::steady_clock;

class TokenBucket {
 public:
  TokenBucket(double rate, double burst)
      : rate_(rate), burst_(burst), tokens_(burst), lastRefill_(Clock::now()) {}

  bool tryAcquire(double cost) {
    double available;
    Clock::time_point since;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      available = tokens_;
      since = lastRefill_;
    }

    const auto now = Clock::now();
    const std::chrono::duration<double> elapsed = now - since;
    available = std::min(burst_, available + elapsed.count() * rate_);
    if (available < cost) return false;

    std::lock_guard<std::mutex> guard(mutex_);
    tokens_ = available - cost; // EXPECT: lost-update
    lastRefill_ = now; // EXPECT: check-then-act
    return true;
  }

  void giveBack(double cost) {
    std::lock_guard<std::mutex> guard(mutex_);
    tokens_ = std::min(burst_, tokens_ + cost);
  }

  double level() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return tokens_;
  }

 private:
  const double rate_;
  const double burst_;
  mutable std::mutex mutex_;
  double tokens_;
  Clock::time_point lastRefill_;
};

class Admission {
 public:
  std::shared_ptr<TokenBucket> bucketFor(const std::string& tenant) {
    std::lock_guard<std::mutex> guard(mapMutex_);
    auto& slot = buckets_[tenant];
    if (!slot) slot = std::make_shared<TokenBucket>(100.0, 250.0);
    return slot;
  }

  int handle(const std::string& tenant, const std::function<int()>& upstream) {
    auto bucket = bucketFor(tenant);
    if (!bucket->tryAcquire(1.0)) return 429;
    const int status = upstream();
    if (status >= 500) bucket->giveBack(1.0);
    return status;
  }

 private:
  std::mutex mapMutex_;
  std::unordered_map<std::string, std::shared_ptr<TokenBucket>> buckets_;
};

void runWorkers(Admission& admission, unsigned n) {
  std::vector<std::thread> workers;
  workers.reserve(n);
  for (unsigned i = 0; i < n; ++i)
    workers.emplace_back([&admission] {
      for (int k = 0; k < 1000; ++k)
        admission.handle("default", [] { return 200; });
    });
  for (auto& w : workers) w.join();
}

}  // namespace gateway
