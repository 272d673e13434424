// RUN: %tocsin %s
// STD: c++17
// Admission control of a query server: gate, high-water mark, and reference counts.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

class AdmissionGate {
 public:
  explicit AdmissionGate(std::uint32_t limit) : limit_(limit) {}

  bool enter() {
    std::uint32_t cur = running_.load(std::memory_order_relaxed);
    do {
      if (cur >= limit_) return false;
    } while (!running_.compare_exchange_weak(cur, cur + 1, std::memory_order_acq_rel,
                                             std::memory_order_relaxed));
    raiseMark(cur + 1);
    return true;
  }

  // True for the request that emptied the server.
  bool leave() { return running_.fetch_sub(1, std::memory_order_acq_rel) == 1; }

  bool beginShutdown() {
    if (closing_.load(std::memory_order_acquire)) return false;
    return !closing_.exchange(true, std::memory_order_acq_rel);
  }

  std::uint32_t mark() const { return mark_.load(std::memory_order_relaxed); }

 private:
  void raiseMark(std::uint32_t seen) {
    std::uint32_t old = mark_.load(std::memory_order_relaxed);
    while (old < seen) {
      const std::uint32_t want = std::max(old, seen);
      if (mark_.compare_exchange_strong(old, want, std::memory_order_relaxed)) break;
    }
  }

  const std::uint32_t limit_;
  std::atomic<std::uint32_t> running_{0};
  std::atomic<std::uint32_t> mark_{0};
  std::atomic<bool> closing_{false};
};

class Plan {
 public:
  static Plan* create() { return new Plan; }
  void ref() { refs_.fetch_add(1, std::memory_order_relaxed); }
  void unref() {
    const int left = refs_.fetch_sub(1, std::memory_order_acq_rel) - 1;
    if (left == 0) delete this;
  }

  double cost() {
    std::call_once(costed_, [this] { cost_ = estimate(); });
    return cost_;
  }

 private:
  Plan() = default;
  ~Plan() = default;
  double estimate() const { return 1.0 + static_cast<double>(steps_.size()); }

  std::atomic<int> refs_{1};
  std::once_flag costed_;
  double cost_ = 0;
  std::vector<int> steps_;
};

static void worker(AdmissionGate& gate, Plan* plan, int n) {
  for (int i = 0; i < n; ++i) {
    if (!gate.enter()) {
      std::this_thread::yield();
      continue;
    }
    plan->cost();
    gate.leave();
  }
  plan->unref();
}

int main() {
  AdmissionGate gate(4);
  Plan* plan = Plan::create();
  std::vector<std::thread> ts;
  for (int i = 0; i < 8; ++i) {
    plan->ref();
    ts.emplace_back(worker, std::ref(gate), plan, 1000);
  }
  plan->unref();
  for (auto& t : ts) t.join();
  return gate.mark() <= 4 ? 0 : 1;
}
