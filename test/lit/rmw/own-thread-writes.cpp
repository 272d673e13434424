// RUN: %tocsin %s
// STD: c++20
// What only the object's own thread writes, it may read without the lock.
#include <mutex>
#include <thread>

long next(long);

class Alone {
  std::mutex mu_;
  long value_ = 0;
  std::jthread thread_;

  void run() {
    for (;;) {
      long v = next(value_);
      std::lock_guard<std::mutex> g(mu_);
      value_ = v;
    }
  }

public:
  void start() {
    thread_ = std::jthread([this] { run(); });
  }
  long value() {
    std::lock_guard<std::mutex> g(mu_);
    return value_;
  }
};

class Both {
  std::mutex mu_;
  long value_ = 0;
  std::jthread thread_;

  void run() {
    for (;;) {
      long v = next(value_);
      std::lock_guard<std::mutex> g(mu_);
      value_ = v; // EXPECT: lost-update
    }
  }

public:
  void start() {
    thread_ = std::jthread([this] { run(); });
  }
  void reset(long to) {
    std::lock_guard<std::mutex> g(mu_);
    value_ = to;
  }
};
