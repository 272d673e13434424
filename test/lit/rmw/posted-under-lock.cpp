// RUN: %tocsin %s
// A function that is put into a queue under the lock runs without it.
#include <atomic>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

class Line {
  std::atomic<bool> Closed{false};

public:
  void hangUp();
  void guilty() {
    if (!Closed.load()) {
      Closed.store(true); // EXPECT: split-atomic
      hangUp();
    }
  }
};

class Pool {
  std::mutex M;
  std::deque<std::function<void()>> Jobs;
  std::list<long> Ages;
  long Oldest = 0;
  std::list<std::thread> Workers;

  void work() {
    for (;;) {
      std::function<void()> Job;
      {
        std::lock_guard<std::mutex> L(M);
        if (Jobs.empty())
          return;
        Job = std::move(Jobs.front());
        Jobs.pop_front();
      }
      Job();
    }
  }

public:
  void start() {
    for (int I = 0; I < 4; I++)
      Workers.emplace_back([this] { work(); });
  }
  void post(Line *L) {
    std::lock_guard<std::mutex> G(M);
    Jobs.push_back([L] { L->guilty(); });
  }
  // A predicate is called at once.
  void corrected() {
    std::lock_guard<std::mutex> G(M);
    Oldest++;
    Ages.remove_if([this](long A) {
      Oldest += A;
      return A > 3;
    });
  }
};
