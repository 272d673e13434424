// RUN: %tocsin %s
// STD: c++20
// Matchmaking lobby: players arrive on their own threads, a round starts when the table is full.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <latch>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

class Table {
 public:
  explicit Table(int seats) : seats_(seats), opened_(1) {
    clock_ = std::jthread([this](std::stop_token st) {
      while (!st.stop_requested()) {
        ticks_.fetch_add(1, std::memory_order_relaxed);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
    });
  }

  void sit(const std::string& name) {
    slots_.acquire();
    int busy = active_.fetch_add(1) + 1;
    if (busy > peak_.load()) peak_.store(busy); // EXPECT: split-atomic
    names_gate_.acquire();
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
    names_gate_.release();

    ++arrived_;
    if (arrived_ == seats_) opened_.count_down(); // EXPECT: split-atomic
    opened_.wait();
  }

  void leave() {
    active_.fetch_sub(1);
    slots_.release();
  }

  void greet() {
    if (!greeted_.load()) {
      greeted_.store(true); // EXPECT: split-atomic
      std::puts("welcome to the table");
    }
  }

  bool deal() { return !dealt_.exchange(true); }

  void bid(long amount) {
    long best = best_bid_.load();
    while (best < amount && !best_bid_.compare_exchange_weak(best, amount)) {
    }
  }

  void report() {
    std::printf("peak %d best %ld names %zu ticks %ld\n", peak_.load(), best_bid_.load(),
                names_.size(), ticks_.load());
  }

 private:
  const int seats_;
  std::counting_semaphore<16> slots_{16};
  std::binary_semaphore names_gate_{1};
  std::vector<std::string> names_;
  std::latch opened_;
  std::atomic<int> active_{0};
  std::atomic<int> peak_{0};
  std::atomic<int> arrived_{0};
  std::atomic<long> best_bid_{0};
  std::atomic<long> ticks_{0};
  std::atomic<bool> greeted_{false};
  std::atomic<bool> dealt_{false};
  std::jthread clock_;
};

int main() {
  Table table(6);
  {
    std::vector<std::jthread> players;
    for (int i = 0; i < 6; ++i) {
      players.emplace_back([&table, i] {
        table.greet();
        table.sit("player" + std::to_string(i % 4));
        if (table.deal()) std::puts("cards dealt");
        table.bid(100 + i * 5);
        table.leave();
      });
    }
  }
  table.report();
  return 0;
}
