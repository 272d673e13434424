// RUN: %tocsin %s
// STD: c++20
// In-game wallet service: purchases, rewards and refunds from several sessions.
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace wallet {

struct Entry {
  std::int64_t amount;
  std::string reason;
};

class Wallet {
 public:
  bool spend(std::int64_t coins, const std::string& what) {
    std::lock_guard<std::mutex> guard(mtx_);
    if (balance_ < coins) return false;
    balance_ -= coins;
    history_.push_back({-coins, what});
    return true;
  }

  void reward(std::int64_t coins) {
    if (coins <= 0) return;
    std::lock_guard<std::mutex>{mtx_};
    balance_ += coins; // EXPECT: lost-update
  }

  void addXp(std::int64_t points) {
    std::scoped_lock lock;
    xp_ += points; // EXPECT: lost-update
  }

  void refund(std::int64_t coins) {
    std::unique_lock<std::mutex> lock{mtx_};
    balance_ += coins;
    history_.push_back({coins, "refund"});
  }

  std::int64_t levelUp() {
    const std::scoped_lock lock(mtx_);
    if (xp_ < 1000) return level_;
    xp_ -= 1000;
    return ++level_;
  }

  std::int64_t balance() const {
    std::lock_guard<std::mutex> guard(mtx_);
    return balance_;
  }

 private:
  mutable std::mutex mtx_;
  std::int64_t balance_ = 0;
  std::int64_t xp_ = 0;
  std::int64_t level_ = 1;
  std::vector<Entry> history_;
};

class SessionHost {
 public:
  explicit SessionHost(Wallet& w) : wallet_(w) {}

  void run(int sessions) {
    for (int i = 0; i < sessions; ++i)
      threads_.emplace_back(&SessionHost::play, this, i);
    for (auto& t : threads_) t.join();
    threads_.clear();
  }

 private:
  void play(int id) {
    for (int round = 0; round < 100; ++round) {
      wallet_.reward(5);
      wallet_.addXp(20 + id);
      if (!wallet_.spend(12, "potion")) continue;
      if (round % 10 == 0) wallet_.refund(12);
      wallet_.levelUp();
    }
  }

  Wallet& wallet_;
  std::vector<std::thread> threads_;
};

}  // namespace wallet
