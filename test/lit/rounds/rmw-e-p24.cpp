// RUN: %tocsin %s
// STD: c++20
// Lease word of a replicated shard: epoch and owner packed into one 64-bit atomic.
#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

namespace shard {

constexpr std::uint64_t pack(std::uint32_t epoch, std::uint32_t owner) {
  return (std::uint64_t{epoch} << 32) | owner;
}
constexpr std::uint32_t epochOf(std::uint64_t w) { return static_cast<std::uint32_t>(w >> 32); }
constexpr std::uint32_t ownerOf(std::uint64_t w) { return static_cast<std::uint32_t>(w); }

class Lease {
 public:
  // Takes the lease over from a dead owner.
  std::uint32_t seize(std::uint32_t node) {
    std::uint64_t seen = word_.load(std::memory_order_acquire);
    const std::uint64_t want = pack(epochOf(seen) + 1, node);
    while (!word_.compare_exchange_weak(seen, want, std::memory_order_acq_rel)) { // EXPECT: unchecked-version
    }
    return epochOf(want);
  }

  bool renew(std::uint32_t node) {
    std::uint64_t seen = word_.load(std::memory_order_acquire);
    for (;;) {
      if (ownerOf(seen) != node) return false;
      if (word_.compare_exchange_weak(seen, pack(epochOf(seen) + 1, node))) return true;
    }
  }

  // One attempt only: the caller backs off and asks again.
  bool tryHandOver(std::uint32_t from, std::uint32_t to) {
    std::uint64_t seen = word_.load(std::memory_order_acquire);
    if (ownerOf(seen) != from) return false;
    const std::uint64_t want = pack(epochOf(seen) + 1, to);
    return word_.compare_exchange_strong(seen, want, std::memory_order_acq_rel);
  }

  std::uint32_t owner() const { return ownerOf(word_.load(std::memory_order_acquire)); }

 private:
  std::atomic<std::uint64_t> word_{0};
};

class Compactor {
 public:
  explicit Compactor(std::function<void()> job) : job_(std::move(job)) {}

  bool maybeCompact(std::uint64_t garbage) {
    if (garbage < threshold_) return false;
    if (compacting_.load(std::memory_order_acquire)) return false;
    compacting_.store(true, std::memory_order_release); // EXPECT: split-atomic
    job_();
    compacting_.store(false, std::memory_order_release);
    return true;
  }

  bool compactNow() {
    bool idle = false;
    if (!compacting_.compare_exchange_strong(idle, true)) return false;
    job_();
    compacting_.store(false);
    return true;
  }

 private:
  std::function<void()> job_;
  const std::uint64_t threshold_ = 1 << 20;
  std::atomic<bool> compacting_{false};
};

void runNode(Lease& lease, Compactor& compactor, std::uint32_t node) {
  for (int i = 0; i < 1000; ++i) {
    if (i % 100 == 0) lease.seize(node);
    if (!lease.renew(node)) continue;
    if (compactor.maybeCompact(static_cast<std::uint64_t>(i) << 12)) compactor.compactNow();
    lease.tryHandOver(node, node + 1);
  }
}

void runCluster(Lease& lease, Compactor& compactor) {
  std::vector<std::thread> nodes;
  for (std::uint32_t n = 1; n <= 3; ++n)
    nodes.emplace_back([&lease, &compactor, n] { runNode(lease, compactor, n); });
  for (auto& t : nodes) t.join();
}

}  // namespace shard
