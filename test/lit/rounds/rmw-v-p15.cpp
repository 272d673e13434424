// RUN: %tocsin %s
// STD: c++17
// Accounts of a payment simulator; guards of the house style.
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Latch {
 public:
  void enter() { m_.lock(); }
  void leave() { m_.unlock(); }

 private:
  std::mutex m_;
};

class Hold {
 public:
  explicit Hold(Latch& l) : l_(&l) { l_->enter(); }
  Hold(Hold&& o) noexcept : l_(std::exchange(o.l_, nullptr)) {}
  Hold& operator=(Hold&&) = delete;
  ~Hold() {
    if (l_) l_->leave();
  }

 private:
  Latch* l_;
};

struct Unlocker {
  void operator()(std::mutex* m) const { m->unlock(); }
};
using OwnedMutex = std::unique_ptr<std::mutex, Unlocker>;

static OwnedMutex own(std::mutex& m) {
  m.lock();
  return OwnedMutex(&m);
}

class Account {
 public:
  explicit Account(std::int64_t cents) : cents_(cents) {}

  [[nodiscard]] std::unique_lock<std::mutex> freeze() { return std::unique_lock<std::mutex>(m_); }

  void deposit(std::int64_t n) {
    auto lk = freeze();
    cents_ += n;
  }

  bool withdraw(std::int64_t n, const std::unique_lock<std::mutex>& lk) {
    if (!lk.owns_lock() || cents_ < n) return false;
    cents_ -= n;
    return true;
  }

  static bool move(Account& a, Account& b, std::int64_t n) {
    if (&a == &b) return false;
    std::lock(a.m_, b.m_);
    std::lock_guard<std::mutex> la(a.m_, std::adopt_lock);
    std::lock_guard<std::mutex> lb(b.m_, std::adopt_lock);
    if (a.cents_ < n) return false;
    a.cents_ -= n;
    b.cents_ += n;
    return true;
  }

  static void level(Account& a, Account& b) {
    if (&a == &b) return;
    std::unique_lock<std::mutex> la(a.m_, std::defer_lock), lb(b.m_, std::defer_lock);
    std::lock(la, lb);
    const std::int64_t sum = a.cents_ + b.cents_;
    a.cents_ = sum / 2;
    b.cents_ = sum - sum / 2;
  }

  std::int64_t read() {
    OwnedMutex h = own(m_);
    return cents_;
  }

 private:
  std::mutex m_;
  std::int64_t cents_;
};

class AuditLog {
 public:
  void add(const std::string& who) {
    Hold h(latch_);
    int& n = seen_[who];
    n = n + 1;
    if (++total_ % 1000 == 0) rotate(std::move(h));
  }

  int total() {
    Hold h(latch_);
    return total_;
  }

 private:
  void rotate(Hold h) {
    seen_.clear();
    ++generation_;
  }

  Latch latch_;
  std::map<std::string, int> seen_;
  int total_ = 0;
  int generation_ = 0;
};

int main() {
  Account a(100000), b(500);
  AuditLog log;
  auto trader = [&](const char* who) {
    for (int i = 0; i < 1000; ++i) {
      if (Account::move(a, b, i % 7)) log.add(who);
      auto lk = b.freeze();
      const bool paid = b.withdraw(3, lk);
      lk.unlock();
      if (paid) a.deposit(3);
      if (i % 100 == 0) Account::level(a, b);
    }
  };
  std::thread t1(trader, "east"), t2(trader, "west");
  t1.join();
  t2.join();
  return a.read() + b.read() == 100500 && log.total() <= 2000 ? 0 : 1;
}
