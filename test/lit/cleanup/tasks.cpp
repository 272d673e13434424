// RUN: %tocsin %s
// Judged by age, and given to a task that ends it later.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
struct Pool {
  std::mutex m;
  std::condition_variable cv;
  std::deque<std::function<void()>> jobs;
  void post(std::function<void()> f) {
    std::lock_guard g(m);
    jobs.push_back(std::move(f));
    cv.notify_one();
  }
  void run() {
    for (;;) {
      std::function<void()> f;
      {
        std::unique_lock g(m);
        cv.wait(g, [&] { return !jobs.empty(); });
        f = std::move(jobs.front());
        jobs.pop_front();
      }
      f();
    }
  }
};
struct Seg {
  fs::path file;
  Clock::time_point used;
  int pins = 0;
  bool doomed = false;
};
struct Store {
  Pool &pool;
  std::mutex m;
  std::map<int, Seg> segs;
  bool pin(int id) {
    std::lock_guard g(m);
    auto it = segs.find(id);
    if (it == segs.end() || it->second.doomed)
      return false;
    ++it->second.pins;
    return true;
  }
  void unpin(int id) {
    std::lock_guard g(m);
    --segs.at(id).pins;
  }
  void a(Clock::duration keep) {
    std::lock_guard g(m);
    for (auto &[id, s] : segs)
      if (s.pins == 0 && Clock::now() - s.used > keep)
        pool.post([f = s.file] { fs::remove(f); }); // EXPECT: timestamp-cleanup
  }
  void b(Clock::duration keep) {
    std::lock_guard g(m);
    for (auto &[id, s] : segs)
      if (s.pins == 0 && Clock::now() - s.used > keep) {
        s.doomed = true;
        pool.post([f = s.file] { fs::remove(f); });
      }
  }
  void c(Clock::duration keep) {
    std::lock_guard g(m);
    for (auto &[id, s] : segs)
      if (Clock::now() - s.used > keep)
        std::thread([f = s.file] {
          fs::remove(f); // EXPECT: timestamp-cleanup
        }).detach();
  }
  void d(Clock::duration keep) {
    std::lock_guard g(m);
    for (auto it = segs.begin(); it != segs.end();)
      if (it->second.pins == 0 && Clock::now() - it->second.used > keep) {
        pool.post([f = it->second.file] { fs::remove(f); });
        it = segs.erase(it);
      } else
        ++it;
  }
  void e(Clock::duration keep) {
    std::lock_guard g(m);
    for (auto &[id, s] : segs)
      if (Clock::now() - s.used > keep)
        pool.post([this, id = id] {
          std::lock_guard g(m);
          auto it = segs.find(id);
          if (it != segs.end() && it->second.pins == 0)
            fs::remove(it->second.file);
        });
  }
};
int main() {
  static Pool p;
  static Store s{p};
  std::thread w([] { p.run(); });
  std::thread u([] {
    if (s.pin(1))
      s.unpin(1);
  });
  for (;;) {
    s.a(std::chrono::seconds(3));
    s.b(std::chrono::seconds(3));
    s.c(std::chrono::seconds(3));
    s.d(std::chrono::seconds(3));
    s.e(std::chrono::seconds(3));
  }
}
