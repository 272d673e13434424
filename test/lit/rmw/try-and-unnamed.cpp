// RUN: %tocsin %s
// STD: c++20
// Guards that failed, that were never locked, that have no name.
#include <mutex>
#include <thread>
#include <vector>
class Metrics {
  std::mutex mu_;
  long events_ = 0, missed_ = 0, flushes_ = 0;

public:
  void record() {
    std::unique_lock<std::mutex> lk(mu_, std::try_to_lock);
    if (!lk.owns_lock()) {
      ++missed_; // EXPECT: lost-update
      return;
    }
    ++events_;
  }
  void recordRight() {
    std::unique_lock<std::mutex> lk(mu_, std::try_to_lock);
    if (!lk)
      lk.lock();
    ++events_;
  }
  void flush(int n) {
    std::unique_lock<std::mutex> lk(mu_, std::defer_lock);
    if (n > 1)
      lk.lock();
    flushes_ += n; // EXPECT: lost-update
  }
  void flushRight(int n) {
    std::unique_lock<std::mutex> lk(mu_, std::defer_lock);
    lk.lock();
    flushes_ += n;
  }
  void unnamed() {
    std::lock_guard<std::mutex>{mu_};
    ++flushes_; // EXPECT: lost-update
  }
  void declares() {
    std::unique_lock<std::mutex>(mu_);
    ++flushes_; // EXPECT: lost-update
  }
  void report() {
    std::lock_guard<std::mutex> g(mu_);
    missed_ = 0;
    events_ = 0;
    flushes_ = 0;
  }
};
int main() {
  Metrics m;
  std::vector<std::thread> v;
  for (int i = 0; i < 4; i++)
    v.emplace_back([&m, i] {
      m.record();
      m.recordRight();
      m.flush(i);
      m.flushRight(i);
      m.unnamed();
      m.declares();
      m.report();
    });
  for (auto &t : v)
    t.join();
}
