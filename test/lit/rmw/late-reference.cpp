// RUN: %tocsin %s
// STD: c++20
// The pointer is copied first and counted afterwards, by a helper.
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>
struct Blob {
  std::atomic<int> refs{1};
  int data = 0;
};
class Store {
  std::mutex mu_;
  std::atomic<Blob *> cur_{new Blob};
  Blob *locked_ = new Blob;

public:
  static void ref(Blob *b) { b->refs.fetch_add(1, std::memory_order_relaxed); }
  static void unref(Blob *b) {
    if (b->refs.fetch_sub(1) == 1)
      delete b;
  }
  Blob *acquire() {
    Blob *b = cur_.load();
    ref(b); // EXPECT: check-then-act
    return b;
  }
  void publish(Blob *n) { unref(cur_.exchange(n)); }
  Blob *acquireLocked() {
    Blob *b;
    {
      std::lock_guard<std::mutex> g(mu_);
      b = locked_;
    }
    ref(b); // EXPECT: check-then-act
    return b;
  }
  Blob *acquireRight() {
    std::lock_guard<std::mutex> g(mu_);
    ref(locked_);
    return locked_;
  }
  void publishLocked(Blob *n) {
    Blob *old;
    {
      std::lock_guard<std::mutex> g(mu_);
      old = locked_;
      locked_ = n;
    }
    unref(old);
  }
};
int main() {
  Store s;
  std::vector<std::thread> v;
  for (int i = 0; i < 4; i++)
    v.emplace_back([&] {
      Store::unref(s.acquire());
      s.publish(new Blob);
      Store::unref(s.acquireLocked());
      Store::unref(s.acquireRight());
      s.publishLocked(new Blob);
    });
  for (auto &t : v)
    t.join();
}
