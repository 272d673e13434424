// RUN: %tocsin %s
// STD: c++20
// Plug-in host: services are built on first use.
#include <atomic>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Value that can only be touched through a callback run with the lock held.
template <typename T>
class Guarded {
 public:
  template <typename... Args>
  explicit Guarded(Args&&... args) : value_(std::forward<Args>(args)...) {}

  template <typename Fn>
  auto with(Fn&& fn) {
    std::lock_guard<std::mutex> g(mu_);
    return fn(value_);
  }

 private:
  std::mutex mu_;
  T value_;
};

class Clock {
 public:
  static Clock& instance() {
    static Clock* c = new Clock();
    return *c;
  }
  long next() { return now_.fetch_add(1); }

 private:
  std::atomic<long> now_{0};
};

class Services {
 public:
  const std::string& banner() {
    std::call_once(banner_once_, [this] {
      if (banner_.empty()) banner_ = "host/1.0";
      ++builds_;
    });
    return banner_;
  }

  // First use wins; an acquire load is enough on the fast path.
  const std::vector<int>& primes() {
    const std::vector<int>* p = primes_.load(std::memory_order_acquire);
    if (!p) {
      std::lock_guard<std::mutex> g(primes_mu_);
      p = primes_.load(std::memory_order_relaxed);
      if (!p) {
        p = new std::vector<int>{2, 3, 5, 7, 11};
        primes_.store(p, std::memory_order_release);
      }
    }
    return *p;
  }

  ~Services() { delete primes_.load(); }

 private:
  std::once_flag banner_once_;
  std::string banner_;
  int builds_ = 0;
  std::mutex primes_mu_;
  std::atomic<const std::vector<int>*> primes_{nullptr};
};

class Bin {
 public:
  friend void exchange(Bin& a, Bin& b, int n) {
    if (&a == &b) return;
    std::scoped_lock both(a.mu_, b.mu_);
    if (a.level_ >= n) {
      a.level_ -= n;
      b.level_ = b.level_ + n;
    }
  }
  int level() const {
    std::lock_guard<std::mutex> g(mu_);
    return level_;
  }

 private:
  mutable std::mutex mu_;
  int level_ = 100;
};

static thread_local std::map<std::string, int> call_counts;

static void countCall(const std::string& name) {
  if (call_counts.find(name) == call_counts.end()) call_counts.emplace(name, 0);
  call_counts[name]++;
}

int main() {
  Services services;
  Guarded<std::map<std::string, int>> totals;
  Bin left, right;
  std::vector<std::jthread> ts;
  for (int i = 0; i < 4; ++i) {
    ts.emplace_back([&, i] {
      for (int k = 0; k < 100; ++k) {
        countCall(services.banner());
        exchange(i % 2 ? left : right, i % 2 ? right : left, services.primes()[k % 5]);
        Clock::instance().next();
      }
      totals.with([](std::map<std::string, int>& m) {
        for (auto& [name, n] : call_counts) {
          if (!m.count(name)) m.emplace(name, 0);
          m[name] += n;
        }
        return m.size();
      });
    });
  }
  ts.clear();
  const int calls = totals.with([](auto& m) { return m["host/1.0"]; });
  std::printf("%d calls, bins %d/%d\n", calls, left.level(), right.level());
}
