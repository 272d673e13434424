// STD: c++17
#include "watcher.h"
#include <chrono>
#include <utility>

HealthWatcher::HealthWatcher(WatchOptions opt, Probe probe)
    : opt_(std::move(opt)), probe_(std::move(probe)) {
  for (const auto& n : opt_.names) strikes_.emplace(n, 0);
  passesLeft_ += opt_.names.size();
  thread_ = std::thread(&HealthWatcher::loop, this);
  if (opt_.extraPasses)
    passesLeft_ += opt_.extraPasses; // EXPECT: lost-update
}

HealthWatcher::~HealthWatcher() {
  stop_ = true; // EXPECT: lost-update
  wake_.notify_all();
  thread_.join();
  strikes_.clear();
}

void HealthWatcher::add(const std::string& name) {
  std::lock_guard<std::mutex> g(mu_);
  strikes_.emplace(name, 0);
  ++passesLeft_;
}

bool HealthWatcher::healthy(const std::string& name) const {
  std::lock_guard<std::mutex> g(mu_);
  auto it = strikes_.find(name);
  return it != strikes_.end() && it->second < 3;
}

void HealthWatcher::pass() {
  std::vector<std::string> names;
  {
    std::lock_guard<std::mutex> g(mu_);
    for (const auto& s : strikes_) names.push_back(s.first);
  }
  for (const auto& n : names) {
    const bool ok = probe_(n);
    std::lock_guard<std::mutex> g(mu_);
    auto it = strikes_.find(n);
    if (it == strikes_.end()) continue;
    if (ok)
      it->second = 0;
    else
      ++it->second;
  }
}

void HealthWatcher::loop() {
  std::unique_lock<std::mutex> lk(mu_);
  while (!stop_ && passesLeft_ > 0) {
    --passesLeft_;
    lk.unlock();
    pass();
    lk.lock();
    wake_.wait_for(lk, std::chrono::milliseconds(opt_.periodMs), [this] { return stop_; });
  }
}
