#pragma once
#include <mutex>
#include <vector>
#include <functional>
#include <thread>
class Sched {
 public:
  void submit(std::function<void()> f);
  void retry(std::function<void()> f);
  void run();
  void stop();
  long pending() const;
 private:
  void enqueueLocked(std::function<void()> f);
  mutable std::mutex mu_;
  std::vector<std::function<void()>> jobs_;
  long pending_ = 0;
  bool stop_ = false;
};
