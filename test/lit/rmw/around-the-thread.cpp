// RUN: %tocsin %s
// STD: c++20
// Members change after the start, before the join, above their thread.
#include <atomic>
#include <cstdio>
#include <mutex>
#include <queue>
#include <thread>
class Poller {
public:
  Poller() {
    thread_ = std::thread(&Poller::run, this);
    interval_ = 10; // EXPECT: lost-update
  }
  ~Poller() {
    stop_ = true;
    polls_ += 1; // EXPECT: lost-update
    thread_.join();
    std::printf("%ld", polls_);
  }
  void set(int i) {
    std::lock_guard<std::mutex> g(mu_);
    interval_ = i;
  }

private:
  void run() {
    while (!stop_) {
      std::lock_guard<std::mutex> g(mu_);
      polls_ += interval_;
    }
  }
  std::mutex mu_;
  std::atomic<bool> stop_{false};
  int interval_ = 1;
  long polls_ = 0;
  std::thread thread_;
};
class PollerRight {
public:
  PollerRight() {
    interval_ = 10;
    thread_ = std::thread(&PollerRight::run, this);
  }
  ~PollerRight() {
    stop_ = true;
    thread_.join();
    polls_ += 1;
  }

private:
  void run() {
    while (!stop_) {
      std::lock_guard<std::mutex> g(mu_);
      polls_ += interval_;
    }
  }
  std::mutex mu_;
  std::atomic<bool> stop_{false};
  int interval_ = 1;
  long polls_ = 0;
  std::thread thread_;
};
class Early {
  std::mutex mu_;
  std::thread t_;
  long n_ = 0; // EXPECT: lost-update
public:
  Early()
      : t_([this] {
          std::lock_guard<std::mutex> g(mu_);
          ++n_;
        }) {}
  ~Early() { t_.join(); }
};
int main() {
  Poller p;
  PollerRight q;
  Early e;
  std::thread x([&] { p.set(3); });
  x.join();
}
