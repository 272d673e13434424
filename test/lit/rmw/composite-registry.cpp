// RUN: %tocsin %s
// STD: c++20
// Two locked methods in a row: looked up, then put.
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>
class Registry {
  mutable std::shared_mutex mu_;
  std::map<std::string, int> m_;

public:
  bool has(const std::string &k) const {
    std::shared_lock l(mu_);
    return m_.count(k) != 0;
  }
  void put(const std::string &k, int v) {
    std::unique_lock l(mu_);
    m_[k] = v;
  }
  std::optional<int> get(const std::string &k) const {
    std::shared_lock l(mu_);
    auto it = m_.find(k);
    if (it == m_.end())
      return std::nullopt;
    return it->second;
  }
  bool tryPut(const std::string &k, int v) {
    std::unique_lock l(mu_);
    return m_.emplace(k, v).second;
  }
  void erase(const std::string &k) {
    std::unique_lock l(mu_);
    m_.erase(k);
  }
  std::size_t size() const {
    std::shared_lock l(mu_);
    return m_.size();
  }
};
class Account {
  mutable std::mutex mu_;
  long cents_ = 0;

public:
  long balance() const {
    std::lock_guard g(mu_);
    return cents_;
  }
  void setBalance(long c) {
    std::lock_guard g(mu_);
    cents_ = c;
  }
  void withdraw(long c) {
    std::lock_guard g(mu_);
    cents_ -= c;
  }
  bool tryWithdraw(long c) {
    std::lock_guard g(mu_);
    if (cents_ < c)
      return false;
    cents_ -= c;
    return true;
  }
};
void once(Registry &r, const std::string &k) {
  if (!r.has(k))
    r.put(k, 1); // EXPECT: check-then-act
}
void onceRight(Registry &r, const std::string &k) { r.tryPut(k, 1); }
void bump(Registry &r, const std::string &k) {
  int n = r.get(k).value_or(0);
  r.put(k, n + 1); // EXPECT: lost-update
}
void cap(Registry &r, const std::string &k) {
  if (r.size() >= 100)
    return;
  r.put(k, 1); // EXPECT: check-then-act
}
bool pay(Account &a, long c) {
  if (a.balance() < c)
    return false;
  a.withdraw(c); // EXPECT: check-then-act
  return true;
}
void interest(Account &a) {
  a.setBalance(a.balance() * 2); // EXPECT: lost-update
}
void transfer(Account &a, Account &b, long c) {
  if (a.tryWithdraw(c))
    b.setBalance(b.balance() + c); // EXPECT: lost-update
}
int main() {
  Registry r;
  Account a, b;
  std::vector<std::jthread> v;
  for (int i = 0; i < 4; i++)
    v.emplace_back([&] {
      once(r, "a");
      onceRight(r, "b");
      bump(r, "c");
      cap(r, "z");
      pay(a, 3);
      interest(a);
      transfer(a, b, 2);
    });
}
