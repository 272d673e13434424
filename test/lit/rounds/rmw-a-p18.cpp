// RUN: %tocsin %s
// STD: c++20
// Branch ledger built on the in-house spin lock.
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <functional>
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

class Holding {
 public:
  explicit Holding(SpinLock& l) : l_(l) { l_.acquire(); }
  ~Holding() { l_.release(); }
  Holding(const Holding&) = delete;
  Holding& operator=(const Holding&) = delete;

 private:
  SpinLock& l_;
};

class Account {
 public:
  explicit Account(std::int64_t cents) : cents_(cents) {}

  std::int64_t balance() const {
    Holding h(lock_);
    return cents_;
  }
  void setBalance(std::int64_t cents) {
    Holding h(lock_);
    cents_ = cents;
  }
  void deposit(std::int64_t cents) {
    Holding h(lock_);
    cents_ += cents;
    ++entries_;
  }
  void debit(std::int64_t cents) {
    Holding h(lock_);
    cents_ -= cents;
    ++entries_;
  }

  static bool transfer(Account& from, Account& to, std::int64_t cents) {
    if (&from == &to) return false;
    Account* first = &from;
    Account* second = &to;
    if (std::less<Account*>()(second, first)) std::swap(first, second);
    Holding a(first->lock_);
    Holding b(second->lock_);
    if (from.cents_ < cents) return false;
    from.cents_ -= cents;
    to.cents_ += cents;
    return true;
  }

 private:
  mutable SpinLock lock_;
  std::int64_t cents_;
  unsigned entries_ = 0;
};

static void postInterest(Account& a, int basis_points) {
  const std::int64_t before = a.balance();
  const std::int64_t interest = before * basis_points / 10000;
  if (interest == 0) return;
  a.setBalance(before + interest); // EXPECT: lost-update
}

static bool cashOut(Account& a, std::int64_t cents) {
  if (a.balance() < cents) {
    return false;
  }
  a.debit(cents); // EXPECT: check-then-act
  return true;
}

int main() {
  Account alice(500000), bob(20000);
  std::vector<std::thread> ts;
  ts.emplace_back([&] {
    for (int i = 0; i < 100; ++i) {
      postInterest(alice, 5);
      postInterest(bob, 5);
    }
  });
  for (int n = 0; n < 2; ++n) {
    ts.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        if (!cashOut(bob, 150)) Account::transfer(alice, bob, 1000);
        alice.deposit(25);
      }
    });
  }
  for (auto& t : ts) t.join();
  std::printf("%lld %lld\n", (long long)alice.balance(), (long long)bob.balance());
}
