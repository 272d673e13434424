// RUN: %tocsin %s
// STD: c++20
#include <atomic>
#include <cstdint>
#include <memory>
struct Limits { int cpu, mem; };
class Holder {
public:
  void raise(int by) {
    auto old = std::atomic_load(&p_);
    auto next = std::make_shared<Limits>(*old);
    next->cpu += by;
    std::atomic_compare_exchange_strong(&p_, &old, next); // EXPECT: ignored-conflict
  }
  void raiseOk(int by) {
    auto old = std::atomic_load(&p_);
    std::shared_ptr<Limits> next;
    do { next = std::make_shared<Limits>(*old); next->cpu += by; } while (!std::atomic_compare_exchange_weak(&p_, &old, next));
  }
  bool tryClose() { bool f = false; return closed_.compare_exchange_strong(f, true); }
  void add(int64_t n) {
    int64_t v = total_;
    while (!total_.compare_exchange_weak(v, v + n)) {}
  }
  void addStale(int64_t n) {
    int64_t v = total_.load();
    int64_t w = v + n;
    while (!total_.compare_exchange_weak(v, w)) {} // EXPECT: unchecked-version
  }
  void low(int64_t n) {
    int64_t v = min_.load();
    if (n < v) min_.compare_exchange_weak(v, n); // EXPECT: ignored-conflict
  }
private:
  std::shared_ptr<Limits> p_; std::atomic<bool> closed_{false}; std::atomic<int64_t> total_{0}, min_{INT64_MAX};
};
