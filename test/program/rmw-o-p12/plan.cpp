// STD: c++20
#include "plan.h"

namespace forge {

void Plan::add(Edge *e) {
  std::lock_guard<std::mutex> g(mu_);
  ++wanted_;
  if (e->blockers == 0)
    ready_.push_back(e);
}

Edge *Plan::next() {
  std::unique_lock<std::mutex> lk(mu_);
  cv_.wait(lk, [this] { return !ready_.empty() || failed_ > 0 || done_ >= wanted_; });
  if (ready_.empty())
    return nullptr;
  Edge *e = ready_.front();
  ready_.pop_front();
  return e;
}

void Plan::finished(Edge *e) {
  std::lock_guard<std::mutex> g(mu_);
  ++done_;
  for (Edge *d : e->dependents)
    if (--d->blockers == 0)
      ready_.push_back(d);
  cv_.notify_all();
}

void Plan::note(const Edge &e) {
  if (e.exitCode == 0)
    return;
  ++failed_; // EXPECT: lost-update
  cv_.notify_all();
}

std::pair<int, int> Plan::progress() {
  std::lock_guard<std::mutex> g(mu_);
  return {done_, failed_};
}

} // namespace forge
