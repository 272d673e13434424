// RUN: %tocsin %s
// STD: c++20
// The pointer is read through a wrapper of the program; the reference is late.
#include <atomic>
#include <mutex>
#include <thread>
template <typename T> class Cell {
  std::atomic<T> v_{};

public:
  T get() const { return v_.load(std::memory_order_acquire); }
  T swap(T v) { return v_.exchange(v, std::memory_order_acq_rel); }
};
class Map {
  std::atomic<int> refs_{1};

public:
  void ref() { refs_.fetch_add(1, std::memory_order_relaxed); }
  void unref() {
    if (refs_.fetch_sub(1, std::memory_order_acq_rel) == 1)
      delete this;
  }
};
class Atlas {
  std::mutex mu_;
  Cell<Map *> current_;
  Map *kept_ = new Map;

public:
  Map *take() {
    Map *m = current_.get();
    if (m)
      m->ref(); // EXPECT: check-then-act
    return m;
  }
  Map *takeRight() {
    std::lock_guard<std::mutex> g(mu_);
    kept_->ref();
    return kept_;
  }
  void publish(Map *m) {
    if (Map *old = current_.swap(m))
      old->unref();
  }
  void keep(Map *m) {
    std::lock_guard<std::mutex> g(mu_);
    kept_->unref();
    kept_ = m;
  }
};
int main() {
  Atlas a;
  a.publish(new Map);
  auto work = [&] {
    for (int i = 0; i < 100; ++i) {
      if (Map *m = a.take())
        m->unref();
      a.takeRight()->unref();
      a.publish(new Map);
      a.keep(new Map);
    }
  };
  std::thread x(work), y(work);
  x.join();
  y.join();
}
