// STD: c++20
#include "sched.h"
void Sched::enqueueLocked(std::function<void()> f) {
  jobs_.push_back(std::move(f));
  ++pending_;
}
void Sched::submit(std::function<void()> f) {
  std::lock_guard<std::mutex> g(mu_);
  enqueueLocked(std::move(f));
}
void Sched::retry(std::function<void()> f) {
  enqueueLocked(std::move(f)); // EXPECT: lost-update
}
long Sched::pending() const { std::lock_guard<std::mutex> g(mu_); return pending_; }
void Sched::stop() { std::lock_guard<std::mutex> g(mu_); stop_ = true; }
void Sched::run() {
  for (;;) {
    std::function<void()> f;
    {
      std::lock_guard<std::mutex> g(mu_);
      if (stop_) return;
      if (jobs_.empty()) continue;
      f = std::move(jobs_.back());
      jobs_.pop_back();
      --pending_;
    }
    f();
  }
}
