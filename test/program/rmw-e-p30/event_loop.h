#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

class EventLoop {
 public:
  EventLoop() = default;
  ~EventLoop();

  void start();
  void quit();
  void post(std::function<void()> fn);
  bool isInLoopThread() const;
  void assertInLoopThread() const;

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable cond_;
  std::deque<std::function<void()>> queue_;
  bool quitting_ = false;
  std::thread::id owner_;
  std::thread thread_;
};
