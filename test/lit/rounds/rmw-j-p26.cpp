// RUN: %tocsin %s
// STD: c++20
// Fare gate aggregation for a metro network.
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace transit {

template <class T>
class Synchronized {
 public:
  class LockedPtr {
   public:
    explicit LockedPtr(Synchronized* s) : s_(s), lk_(s->mu_) {}
    T& operator*() const { return s_->value_; }
    T* operator->() const { return &s_->value_; }

   private:
    Synchronized* s_;
    std::unique_lock<std::mutex> lk_;
  };

  LockedPtr wlock() { return LockedPtr(this); }

  template <class F>
  auto with(F&& f) {
    LockedPtr p(this);
    return std::forward<F>(f)(*p);
  }

 private:
  std::mutex mu_;
  T value_;
};

struct Gate {
  std::string station;
  uint32_t entries = 0;
  uint32_t jams = 0;
};

class Concourse {
 public:
  void open(const std::string& station, int gates) {
    auto list = gates_.wlock();
    for (int i = 0; i < gates; ++i) list->push_back({station, 0, 0});
  }

  void tap(size_t gate) {
    gates_.with([gate](std::vector<Gate>& g) { g[gate % g.size()].entries++; });
  }

  void end_of_quarter() {
    for (auto& g : *gates_.wlock())
      g.entries = g.entries > 15 ? g.entries - 15 : 0; // EXPECT-MISS: lost-update
  }

  uint64_t total() {
    auto list = gates_.wlock();
    uint64_t n = 0;
    for (auto& g : *list) n += g.entries;
    return n;
  }

 private:
  Synchronized<std::vector<Gate>> gates_;
};

class FareLedger {
 public:
  void charge(uint64_t card, int cents) {
    std::scoped_lock lk(mu_);
    debt_[card] += cents;
    collected_ += cents;
  }

  void refund(uint64_t card, int cents) {
    std::unique_lock<std::mutex>{mu_};
    collected_ -= cents; // EXPECT: lost-update
    debt_[card] -= cents; // EXPECT-MISS: lost-update
  }

  void cap_day(uint64_t card, int cap) {
    std::scoped_lock lk;
    auto it = debt_.find(card);
    if (it != debt_.end() && it->second > cap)
      it->second = cap; // EXPECT-MISS: check-then-act
  }

  long long collected() {
    std::lock_guard<std::mutex> lk{mu_};
    return collected_;
  }

  size_t forgive() {
    std::lock_guard lk{mu_};
    return std::erase_if(debt_, [](const auto& e) { return e.second <= 0; });
  }

 private:
  std::mutex mu_;
  std::map<uint64_t, int> debt_;
  long long collected_ = 0;
};

}  // namespace transit

int main() {
  transit::Concourse hall;
  transit::FareLedger ledger;
  hall.open("Central", 12);
  {
    std::vector<std::jthread> lines;
    for (uint64_t t = 0; t < 4; ++t)
      lines.emplace_back([&hall, &ledger, t] {
        for (uint64_t i = 0; i < 4000; ++i) {
          hall.tap(i + t);
          ledger.charge(i % 300, 240);
          if (i % 17 == 0) ledger.refund(i % 300, 240);
          if (i % 101 == 0) ledger.cap_day(i % 300, 900);
          if (i % 1000 == 999) hall.end_of_quarter();
        }
      });
  }
  std::printf("%llu entries, %lld cents, %zu settled\n", (unsigned long long)hall.total(),
              ledger.collected(), ledger.forgive());
}
