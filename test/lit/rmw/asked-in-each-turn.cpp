// RUN: %tocsin %s
// Each turn takes the lock anew. Where a turn does not look, what an earlier one
// has seen says nothing of what it takes out.

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

class Pool {
public:
  void add(int job) {
    std::lock_guard<std::mutex> l(mu);
    jobs.push_back(job);
    wake.notify_one();
  }
  void corrected() {
    for (;;) {
      std::unique_lock<std::mutex> l(mu);
      while (!closing && jobs.empty())
        wake.wait(l);
      if (closing) {
        if (jobs.empty())
          break;
      }
      int job = jobs.front();
      jobs.pop_front();
      l.unlock();
      run(job);
    }
  }
  void guilty() {
    for (;;) {
      std::unique_lock<std::mutex> l(mu);
      if (closing) {
        if (jobs.empty())
          break;
        l.unlock();
        run(0);
        l.lock();
      }
      jobs.pop_front(); // EXPECT: check-then-act
    }
  }

private:
  void run(int job) {}
  std::mutex mu;
  std::condition_variable wake;
  std::deque<int> jobs;
  bool closing = false;
};

void start(Pool &p) {
  std::vector<std::jthread> t;
  for (int i = 0; i < 3; ++i)
    t.emplace_back([&p] {
      p.add(1);
      p.corrected();
      p.guilty();
    });
}
