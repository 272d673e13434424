// RUN: %tocsin %s
// STD: c++20
// A flag set without the lock of those who wait for it.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
class Queue {
  std::mutex mu_;
  std::condition_variable cv_;
  std::deque<int> q_;
  bool done_ = false;
  int waiting_ = 0;
  long credits_ = 0;

public:
  void close() {
    done_ = true; // EXPECT: lost-update
    cv_.notify_all();
  }
  void closeRight() {
    {
      std::lock_guard<std::mutex> g(mu_);
      done_ = true;
    }
    cv_.notify_all();
  }
  void push(int x) {
    std::lock_guard<std::mutex> g(mu_);
    q_.push_back(x);
    cv_.notify_one();
  }
  bool pop(int &x) {
    std::unique_lock<std::mutex> lk(mu_);
    ++waiting_;
    cv_.wait(lk, [this] { return done_ || !q_.empty(); });
    --waiting_;
    if (q_.empty())
      return false;
    x = q_.front();
    q_.pop_front();
    return true;
  }
  void spend(long n) {
    std::unique_lock<std::mutex> lk(mu_);
    long have = credits_;
    cv_.wait(lk, [this] { return !q_.empty(); });
    credits_ = have - n; // EXPECT: lost-update
  }
  void spendRight(long n) {
    std::unique_lock<std::mutex> lk(mu_);
    cv_.wait(lk, [this] { return !q_.empty(); });
    long have = credits_;
    credits_ = have - n;
  }
};
int main() {
  Queue q;
  std::thread a([&] {
    int x;
    while (q.pop(x))
      q.spend(1);
    q.spendRight(1);
  });
  std::thread b([&] {
    q.push(1);
    q.closeRight();
  });
  q.close();
  a.join();
  b.join();
}
