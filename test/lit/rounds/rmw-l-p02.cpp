// RUN: %tocsin %s
// STD: c++20
// Token bucket used by the ingest gateway, one per tenant.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace gateway {

using Clock = std::chrono::steady_clock;

class TokenBucket {
 public:
  TokenBucket(std::int64_t capacity, std::int64_t per_sec)
      : capacity_(capacity), per_sec_(per_sec), tokens_(capacity) {}

  bool Take(std::int64_t n) {
    std::int64_t cur = tokens_.load(std::memory_order_acquire);
    while (cur >= n) {
      if (tokens_.compare_exchange_weak(cur, cur - n, std::memory_order_acq_rel))
        return true;
    }
    rejected_.fetch_add(1, std::memory_order_relaxed);
    return false;
  }

  void Refill(std::chrono::milliseconds elapsed) {
    const std::int64_t add = per_sec_ * elapsed.count() / 1000;
    const std::int64_t cur = tokens_.load(std::memory_order_acquire);
    const std::int64_t next = std::min(capacity_, cur + add);
    tokens_.store(next, std::memory_order_release); // EXPECT: split-atomic
  }

  void NoteLatency(std::int64_t us) {
    if (us > worst_us_)
      worst_us_ = us; // EXPECT: split-atomic
  }

  std::int64_t rejected() const { return rejected_.load(std::memory_order_relaxed); }
  std::int64_t worst() const { return worst_us_.load(); }

 private:
  const std::int64_t capacity_;
  const std::int64_t per_sec_;
  std::atomic<std::int64_t> tokens_;
  std::atomic<std::int64_t> rejected_{0};
  std::atomic<std::int64_t> worst_us_{0};
};

class Ingest {
 public:
  explicit Ingest(int workers) : bucket_(std::make_shared<TokenBucket>(5000, 2500)) {
    for (int i = 0; i < workers; ++i)
      threads_.emplace_back([this] { Serve(); });
    refill_ = std::thread([this] { RefillLoop(); });
  }

  ~Ingest() {
    stop_.store(true);
    for (auto& t : threads_) t.join();
    refill_.join();
  }

 private:
  void Serve() {
    while (!stop_.load()) {
      const auto begin = Clock::now();
      if (!bucket_->Take(1)) {
        std::this_thread::yield();
        continue;
      }
      const auto d = Clock::now() - begin;
      bucket_->NoteLatency(std::chrono::duration_cast<std::chrono::microseconds>(d).count());
    }
  }

  void RefillLoop() {
    using namespace std::chrono_literals;
    while (!stop_.load()) {
      std::this_thread::sleep_for(50ms);
      bucket_->Refill(50ms);
    }
  }

  std::shared_ptr<TokenBucket> bucket_;
  std::atomic<bool> stop_{false};
  std::vector<std::thread> threads_;
  std::thread refill_;
};

}  // namespace gateway

int main() {
  gateway::Ingest in(4);
  std::this_thread::sleep_for(std::chrono::seconds(1));
}
