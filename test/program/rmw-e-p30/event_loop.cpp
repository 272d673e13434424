// STD: c++20
#include "event_loop.h"

#include <cstdlib>
#include <future>

EventLoop::~EventLoop() { quit(); }

void EventLoop::start() {
  std::promise<void> ready;
  auto started = ready.get_future();
  thread_ = std::thread([this, &ready] {
    owner_ = std::this_thread::get_id();
    ready.set_value();
    run();
  });
  started.wait();
}

void EventLoop::quit() {
  {
    std::lock_guard<std::mutex> lk(mutex_);
    quitting_ = true;
  }
  cond_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void EventLoop::post(std::function<void()> fn) {
  {
    std::lock_guard<std::mutex> lk(mutex_);
    queue_.push_back(std::move(fn));
  }
  cond_.notify_one();
}

bool EventLoop::isInLoopThread() const { return std::this_thread::get_id() == owner_; }

void EventLoop::assertInLoopThread() const {
  if (!isInLoopThread()) std::abort();
}

void EventLoop::run() {
  std::unique_lock<std::mutex> lk(mutex_);
  while (true) {
    cond_.wait(lk, [this] { return quitting_ || !queue_.empty(); });
    if (queue_.empty()) return;
    auto fn = std::move(queue_.front());
    queue_.pop_front();
    lk.unlock();
    fn();
    lk.lock();
  }
}
