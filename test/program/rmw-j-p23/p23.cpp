// STD: c++20
// Oxygen dosing for fish-farm pens (absl flavour).
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

class OxygenTank {
 public:
  explicit OxygenTank(int64_t liters) : liters_(liters) {}

  // Waits for the manifold valve, then draws from the tank.
  int64_t Draw(int64_t want) ABSL_LOCKS_EXCLUDED(mu_) {
    mu_.Lock();
    const int64_t level = liters_;
    mu_.Await(absl::Condition(&valve_open_));
    const int64_t got = std::min(want, level);
    liters_ = level - got; // EXPECT: lost-update
    mu_.Unlock();
    return got;
  }

  bool DrawTimed(int64_t want, absl::Duration limit) ABSL_LOCKS_EXCLUDED(mu_) {
    absl::MutexLock l(&mu_);
    if (!mu_.AwaitWithTimeout(absl::Condition(&valve_open_), limit)) return false;
    if (liters_ < want) return false;
    liters_ -= want;
    return true;
  }

  void Refill(int64_t liters) ABSL_LOCKS_EXCLUDED(mu_) {
    absl::ReleasableMutexLock l(&mu_);
    liters_ += liters;
    const int64_t now = liters_;
    l.Release();
    if (now > 100000) std::printf("tank above nominal\n");
  }

  void SetValve(bool open) ABSL_LOCKS_EXCLUDED(mu_) {
    absl::MutexLock l(&mu_);
    valve_open_ = open;
  }

  int64_t level() const ABSL_LOCKS_EXCLUDED(mu_) {
    absl::MutexLock l(&mu_);
    return liters_;
  }

 private:
  mutable absl::Mutex mu_;
  int64_t liters_ ABSL_GUARDED_BY(mu_);
  bool valve_open_ ABSL_GUARDED_BY(mu_) = true;
};

class PenTable {
 public:
  static constexpr size_t kPens = 12;

  void Record(size_t pen, double saturation) {
    absl::WriterMutexLock l(&mu_);
    sat_[pen] = sat_[pen] * 0.9 + saturation * 0.1;
    readings_++;
  }

  double Lowest(size_t* pen) const {
    absl::ReaderMutexLock l(&mu_);
    const auto it = std::min_element(sat_.begin(), sat_.end());
    *pen = size_t(it - sat_.begin());
    return *it;
  }

  bool Alarm(double limit) {
    absl::ReaderMutexLock l(&mu_);
    for (double s : sat_)
      if (s < limit) {
        alarms_++; // EXPECT: lost-update
        return true;
      }
    return false;
  }

  void ClearAlarms() {
    absl::WriterMutexLock l(&mu_);
    if (alarms_ > 0) alarms_--;
  }

 private:
  mutable absl::Mutex mu_;
  std::array<double, kPens> sat_{};
  uint64_t readings_ = 0;
  uint64_t alarms_ = 0;
};

int main() {
  OxygenTank tank(40000);
  PenTable pens;
  std::vector<std::thread> dosers;
  for (size_t p = 0; p < PenTable::kPens; ++p)
    dosers.emplace_back([&tank, &pens, p] {
      for (int i = 0; i < 500; ++i) {
        pens.Record(p, 80.0 + double(i % 20));
        size_t low;
        if (pens.Lowest(&low) < 70.0 && low == p) tank.Draw(3);
        if (pens.Alarm(60.0)) tank.DrawTimed(10, absl::Milliseconds(50));
        if (i % 64 == 0) pens.ClearAlarms();
      }
    });
  for (int i = 0; i < 20; ++i) {
    tank.SetValve(i % 2 == 0);
    absl::SleepFor(absl::Milliseconds(5));
    tank.Refill(500);
  }
  tank.SetValve(true);
  for (auto& t : dosers) t.join();
  std::printf("%lld l left\n", (long long)tank.level());
}
