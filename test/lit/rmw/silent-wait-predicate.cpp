// RUN: %tocsin %s
// The predicate runs under the lock, and the lock is held again after a wait.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>

class Queue {
  std::mutex M;
  std::condition_variable Filled;
  std::deque<int> Items;
  int Waiting = 0;
  long Looks = 0;

public:
  void push(int N) {
    std::lock_guard<std::mutex> L(M);
    Items.push_back(N);
    Filled.notify_one();
  }
  int pop() {
    std::unique_lock<std::mutex> L(M);
    ++Waiting;
    Filled.wait(L, [this] {
      ++Looks;
      return !Items.empty();
    });
    --Waiting;
    int N = Items.front();
    Items.pop_front();
    return N;
  }
  bool popSoon(int &N) {
    std::unique_lock<std::mutex> L(M);
    if (!Filled.wait_for(L, std::chrono::seconds(1),
                         [&] { return !Items.empty(); }))
      return false;
    N = Items.front();
    Items.pop_front();
    return true;
  }
  int popLoop() {
    std::unique_lock<std::mutex> L(M);
    while (Items.empty())
      Filled.wait(L);
    int N = Items.front();
    Items.pop_front();
    return N;
  }
};
