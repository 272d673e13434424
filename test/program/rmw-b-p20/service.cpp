// STD: c++20
#include "service.h"

void Service::submit(std::string item) {
  {
    std::lock_guard<std::mutex> g(mu_);
    items_.push_back(std::move(item));
  }
  cv_.notify_one();
}

void Service::start(int workers) {
  for (int i = 0; i < workers; ++i) threads_.emplace_back([this] { run(); });
}

void Service::stop() {
  {
    std::lock_guard<std::mutex> g(mu_);
    stopping_ = true;
  }
  cv_.notify_all();
  for (auto& t : threads_) t.join();
  threads_.clear();
}

long Service::bytes() const {
  std::lock_guard<std::mutex> g(mu_);
  return bytes_;
}

int Service::inflight() const {
  std::lock_guard<std::mutex> g(mu_);
  return inflight_;
}

void Service::run() {
  std::unique_lock<std::mutex> lk(mu_);
  for (;;) {
    cv_.wait(lk, [this] { return stopping_ || !items_.empty(); });
    if (items_.empty()) return;
    std::string item = std::move(items_.front());
    items_.pop_front();
    ++inflight_;
    lk.unlock();
    handle(item);
    lk.lock();
    --inflight_;
  }
}
