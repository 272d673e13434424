// RUN: %tocsin %s
// STD: c++20
// What runs once the threads were waited for has the object to itself.
#include <mutex>
#include <thread>
#include <vector>

class Sum {
  std::mutex mu_;
  long total_ = 0;
  long shown_ = 0;

  void work() {
    std::lock_guard<std::mutex> g(mu_);
    total_ += 1;
    shown_ += 1;
  }
  void after() {
    if (total_ > 100)
      total_ = total_ / 2;
  }
  void during() {
    if (shown_ > 100)
      shown_ = shown_ / 2; // EXPECT: lost-update
  }

public:
  void run(int n) {
    std::vector<std::thread> pool;
    for (int i = 0; i < n; ++i)
      pool.emplace_back(&Sum::work, this);
    during();
    for (auto &t : pool)
      t.join();
    after();
  }
};
