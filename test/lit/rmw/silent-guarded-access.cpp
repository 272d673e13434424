// RUN: %tocsin %s
// A look without the lock that only saves work is looked at again under it.
#include <atomic>
#include <mutex>
#include <vector>

class Queue {
  std::mutex M;
  std::vector<int> Items;
  std::atomic<int> Count{0};

public:
  void push(int N) {
    std::lock_guard<std::mutex> L(M);
    Items.push_back(N);
    Count.fetch_add(1);
  }
  bool pop(int &N) {
    if (Count.load() == 0)
      return false;
    std::lock_guard<std::mutex> L(M);
    if (Items.empty())
      return false;
    N = Items.back();
    Items.pop_back();
    Count.fetch_sub(1);
    return true;
  }
  // Taken out in one section, worked on outside of it.
  long drain() {
    std::vector<int> Mine;
    {
      std::lock_guard<std::mutex> L(M);
      Mine.swap(Items);
    }
    long Sum = 0;
    for (int N : Mine)
      Sum += N;
    return Sum;
  }
};
