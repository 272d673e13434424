#pragma once
#include <cassert>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

class EventLoop {
 public:
  using Task = std::function<void()>;

  void run();
  void quit();
  void post(Task t);
  bool inLoopThread() const { return std::this_thread::get_id() == owner_; }
  void assertInLoopThread() const { assert(inLoopThread()); }

 private:
  std::thread::id owner_ = std::this_thread::get_id();
  std::mutex mu_;
  std::condition_variable cv_;
  std::deque<Task> tasks_;
  bool quit_ = false;
};
