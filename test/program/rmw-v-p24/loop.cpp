// STD: c++17
#include "loop.h"

void EventLoop::run() {
  assertInLoopThread();
  std::deque<Task> batch;
  for (;;) {
    {
      std::unique_lock<std::mutex> lk(mu_);
      cv_.wait(lk, [this] { return quit_ || !tasks_.empty(); });
      if (tasks_.empty()) return;
      batch.swap(tasks_);
    }
    for (Task& t : batch) t();
    batch.clear();
  }
}

void EventLoop::quit() {
  {
    std::lock_guard<std::mutex> g(mu_);
    quit_ = true;
  }
  cv_.notify_all();
}

void EventLoop::post(Task t) {
  {
    std::lock_guard<std::mutex> g(mu_);
    tasks_.push_back(std::move(t));
  }
  cv_.notify_one();
}
