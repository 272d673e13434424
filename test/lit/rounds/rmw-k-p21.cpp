// RUN: %tocsin %s
// STD: c++20
// spill_pool.cpp - memory budget for the query executor's sort and hash operators
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace exec {

class MemoryBudget {
 public:
  explicit MemoryBudget(int64_t bytes) : free_(bytes) {}

  bool Reserve(int64_t n, absl::Duration patience) {
    absl::MutexLock l(&mu_);
    int64_t avail = free_;
    if (avail < n) {
      ++waiters_;
      Want w{this, n};
      bool got = mu_.AwaitWithTimeout(absl::Condition(&HasRoom, &w), patience);
      --waiters_;
      if (!got) return false;
    }
    free_ = avail - n; // EXPECT: lost-update
    if (free_ < low_water_) low_water_ = free_;
    return true;
  }

  void Release(int64_t n) {
    absl::MutexLock l(&mu_);
    free_ += n;
  }

  // Gives back half of what the operator holds when others are queued.
  int64_t MaybeShrink(int64_t held) {
    absl::MutexLock l(&mu_);
    if (waiters_ == 0) return held;
    int64_t give = held / 2;
    free_ += give;
    return held - give;
  }

  int64_t low_water() const {
    absl::ReaderMutexLock l(&mu_);
    return low_water_;
  }

 private:
  struct Want {
    MemoryBudget* b;
    int64_t n;
  };
  static bool HasRoom(Want* w) ABSL_NO_THREAD_SAFETY_ANALYSIS {
    return w->b->free_ >= w->n;
  }

  mutable absl::Mutex mu_;
  int64_t free_ ABSL_GUARDED_BY(mu_);
  int64_t low_water_ ABSL_GUARDED_BY(mu_) = INT64_MAX;
  int waiters_ ABSL_GUARDED_BY(mu_) = 0;
};

struct Fragment {
  std::string plan;
  int64_t estimate;
};
bool RunFragment(const Fragment& f, int64_t mem);
bool SpillFragment(const Fragment& f);

void RunQuery(MemoryBudget* budget, const std::vector<Fragment>& frags) {
  std::vector<std::thread> threads;
  threads.reserve(frags.size());
  for (const Fragment& f : frags) {
    threads.emplace_back([budget, &f] {
      if (!budget->Reserve(f.estimate, absl::Seconds(2))) {
        SpillFragment(f);
        return;
      }
      int64_t held = budget->MaybeShrink(f.estimate);
      RunFragment(f, held);
      budget->Release(held);
    });
  }
  for (auto& t : threads) t.join();
}

}  // namespace exec
