// RUN: %tocsin %s
// STD: c++20
// Critical sections cut in two, own lock type, guards in several shapes.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <utility>
#include <vector>
// Own spin lock and own guard.
class SpinLock {
  std::atomic_flag flag_ = ATOMIC_FLAG_INIT;
public:
  void enter() { while (flag_.test_and_set(std::memory_order_acquire)) std::this_thread::yield(); }
  void leave() { flag_.clear(std::memory_order_release); }
};
class Hold {
  SpinLock &l_;

public:
  explicit Hold(SpinLock &l) : l_(l) { l_.enter(); }
  ~Hold() { l_.leave(); }
  Hold(const Hold &) = delete;
};
template <class F> std::thread start(F f) { return std::thread(std::move(f)); }

class Meter {
public:
  virtual ~Meter() = default;
  virtual void add(int n) = 0;
};

class SpinMeter : public Meter {
  SpinLock lock_;
  int sum_ = 0;

public:
  void add(int n) override {
    int now;
    {
      Hold h(lock_);
      now = sum_;
    }
    Hold h(lock_);
    sum_ = now + n; // EXPECT: lost-update
  }
  void addWhole(int n) {
    Hold h(lock_);
    int now = sum_;
    sum_ = now + n;
  }
};

class Account {
  mutable std::mutex mu_;
  std::mutex audit_;
  std::condition_variable cv_;
  mutable std::shared_mutex rates_mu_;
  long balance_ = 0, limit_ = 100, fees_ = 0, rate_ = 1;
  std::deque<long> queue_;

public:
  long balance() const { std::lock_guard<std::mutex> g(mu_); return balance_; }
  void setBalance(long v) { std::lock_guard<std::mutex> g(mu_); balance_ = v; }
  void deposit(long v) { setBalance(balance() + v); } // EXPECT: lost-update
  void depositWhole(long v) {
    std::lock_guard<std::mutex> g(mu_);
    balance_ += v;
  }
  void raiseLimit(long by) {
    std::unique_lock<std::mutex> lk(mu_);
    long next = limit_ + by;
    lk.unlock();
    lk.lock();
    limit_ = next; // EXPECT: lost-update
  }
  void raiseLimitWhole(long by) {
    std::unique_lock<std::mutex> lk(mu_, std::defer_lock);
    lk.lock();
    limit_ = limit_ + by;
  }
  void drain() {
    std::unique_lock<std::mutex> lk(mu_);
    long seen = balance_;
    cv_.wait(lk, [this] { return !queue_.empty(); });
    balance_ = seen + queue_.front(); // EXPECT: lost-update
    queue_.pop_front();
  }
  void drainFresh() {
    std::unique_lock<std::mutex> lk(mu_);
    cv_.wait(lk, [this] { return !queue_.empty(); });
    long seen = balance_;
    balance_ = seen + queue_.front();
    queue_.pop_front();
  }
  void push(long v) { std::lock_guard<std::mutex> g(mu_); queue_.push_back(v), cv_.notify_one(); }

  void fee(long v) {
    std::lock_guard<std::mutex> g(audit_);
    fees_ += v; // EXPECT: lost-update
  }
  void feeWhole(long v) {
    std::lock_guard<std::mutex> g(mu_);
    fees_ += v; // EXPECT-NOISE: lost-update
  }
  void bumpRate() {
    std::shared_lock lk(rates_mu_);
    rate_++; // EXPECT: lost-update
  }
  void bumpRateWhole() { std::unique_lock lk(rates_mu_); rate_++; }
  long rate() const { std::shared_lock lk(rates_mu_); return rate_; }
};
static void serve(Account &a, SpinMeter &m) {
  Meter &base = m;
  base.add(1);
  m.addWhole(1);
  a.deposit(5), a.depositWhole(5), a.raiseLimit(1), a.raiseLimitWhole(1);
  a.push(a.rate()), a.push(2), a.drain(), a.drainFresh();
  a.fee(1), a.feeWhole(1), a.bumpRate(), a.bumpRateWhole();
}

int main() {
  Account acc;
  SpinMeter meter;
  std::vector<std::thread> pool;
  for (int i = 0; i < 3; ++i) pool.push_back(start([&acc, &meter] { serve(acc, meter); }));
  for (auto &t : pool) t.join();
  return acc.balance() > 0 ? 0 : 1;
}
