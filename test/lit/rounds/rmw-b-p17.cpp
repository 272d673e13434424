// RUN: %tocsin %s
// STD: c++20
// Connection pool with its own small locking kit.
#include <atomic>
#include <cstdio>
#include <map>
#include <thread>
#include <utility>
#include <vector>

class SpinLock {
 public:
  void acquire() {
    while (busy_.test_and_set(std::memory_order_acquire)) std::this_thread::yield();
  }
  void release() { busy_.clear(std::memory_order_release); }

 private:
  std::atomic_flag busy_ = ATOMIC_FLAG_INIT;
};

template <class L>
class Section {
 public:
  explicit Section(L& l) : lock_(&l) { lock_->acquire(); }
  Section(Section&& o) noexcept : lock_(std::exchange(o.lock_, nullptr)) {}
  Section(const Section&) = delete;
  ~Section() {
    if (lock_) lock_->release();
  }

 private:
  L* lock_;
};

template <class T>
class Monitor {
 public:
  template <class F>
  auto with(F&& f) {
    Section<SpinLock> s(lock_);
    return f(value_);
  }

 private:
  SpinLock lock_;
  T value_{};
};

struct Usage {
  long opened = 0;
  long peak = 0;
  std::map<int, long> per_host;
};

class ConnPool {
 public:
  explicit ConnPool(int n) {
    for (int i = 0; i < n; ++i) idle_.push_back(i);
  }

  int checkout(int host) {
    int id = -1;
    long now_busy = 0;
    {
      auto s = enter();
      if (!idle_.empty()) {
        id = idle_.back();
        idle_.pop_back();
        busy_ = busy_ + 1;
      }
      now_busy = busy_;
    }
    usage_.with([&](Usage& u) {
      u.opened += id >= 0;
      if (now_busy > u.peak) u.peak = now_busy;
      if (u.per_host.find(host) == u.per_host.end()) u.per_host[host] = 0;
      u.per_host[host] += 1;
    });
    return id;
  }

  void give_back(int id) {
    auto s = enter();
    idle_.push_back(id);
    --busy_;
  }

  long peak() {
    return usage_.with([](Usage& u) { return u.peak; });
  }

 private:
  Section<SpinLock> enter() { return Section<SpinLock>(lock_); }

  SpinLock lock_;
  std::vector<int> idle_;
  long busy_ = 0;
  Monitor<Usage> usage_;
};

int main() {
  ConnPool pool(8);
  std::vector<std::thread> users;
  for (int t = 0; t < 4; ++t) {
    users.emplace_back([&pool, t] {
      for (int i = 0; i < 500; ++i) {
        int c = pool.checkout(t);
        if (c >= 0) pool.give_back(c);
      }
    });
  }
  for (auto& u : users) u.join();
  std::printf("peak %ld\n", pool.peak());
  return 0;
}
