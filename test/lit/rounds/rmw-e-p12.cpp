// RUN: %tocsin %s
// STD: c++20
// Log spooler: writers reserve room in a bounded buffer, a flusher drains it.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace spool {

class Spooler {
 public:
  explicit Spooler(std::size_t limit) : limit_(limit), flusher_(&Spooler::flushLoop, this) {}

  ~Spooler() {
    {
      std::lock_guard<std::mutex> lk(mu_);
      closed_ = true;
    }
    filled_.notify_all();
    drained_.notify_all();
    flusher_.join();
  }

  bool append(std::string line) {
    std::unique_lock<std::mutex> lk(mu_);
    const std::size_t used = used_;
    const std::size_t need = line.size() + 1;
    if (used + need > limit_) {
      drained_.wait(lk, [&] { return closed_ || used_ + need <= limit_; });
      if (closed_) return false;
    }
    lines_.push_back(std::move(line));
    used_ = used + need; // EXPECT: lost-update
    lk.unlock();
    filled_.notify_one();
    return true;
  }

  bool appendUrgent(std::string line) {
    std::unique_lock<std::mutex> lk(mu_);
    const std::size_t need = line.size() + 1;
    while (!closed_ && used_ + need > limit_ * 2) drained_.wait(lk);
    if (closed_) return false;
    const std::size_t used = used_;
    lines_.push_front(std::move(line));
    used_ = used + need;
    lk.unlock();
    filled_.notify_one();
    return true;
  }

 private:
  void flushLoop() {
    std::unique_lock<std::mutex> lk(mu_);
    for (;;) {
      filled_.wait(lk, [this] { return closed_ || !lines_.empty(); });
      if (lines_.empty()) return;
      std::string line = std::move(lines_.front());
      lines_.pop_front();
      lk.unlock();
      emit(line);
      lk.lock();
      used_ -= line.size() + 1;
      drained_.notify_all();
    }
  }

  static void emit(const std::string&) {}

  std::mutex mu_;
  std::condition_variable filled_;
  std::condition_variable drained_;
  std::deque<std::string> lines_;
  std::size_t used_ = 0;
  const std::size_t limit_;
  bool closed_ = false;
  std::thread flusher_;
};

void stress(Spooler& s) {
  std::vector<std::thread> ts;
  for (int i = 0; i < 3; ++i)
    ts.emplace_back([&s] {
      for (int k = 0; k < 100; ++k) {
        s.append("request served");
        s.appendUrgent("overload");
      }
    });
  for (auto& t : ts) t.join();
}

}  // namespace spool
