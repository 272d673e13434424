// RUN: %tocsin %s
// STD: c++20
// Market data feed handler: one reader thread owns the book, stats are published.
#include <atomic>
#include <cassert>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

namespace feed {

class EventLoop {
 public:
  void start() { thread_ = std::thread([this] { run(); }); }
  void stop() {
    post([this] { quit_ = true; });
    thread_.join();
  }
  void post(std::function<void()> f) {
    {
      std::lock_guard<std::mutex> lk(mu_);
      q_.push(std::move(f));
    }
    cv_.notify_one();
  }
  bool inLoopThread() const { return std::this_thread::get_id() == thread_.get_id(); }

 private:
  void run() {
    while (!quit_) {
      std::function<void()> f;
      {
        std::unique_lock<std::mutex> lk(mu_);
        cv_.wait(lk, [this] { return !q_.empty(); });
        f = std::move(q_.front());
        q_.pop();
      }
      f();
    }
  }
  std::mutex mu_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> q_;
  bool quit_ = false;
  std::thread thread_;
};

struct Update {
  std::uint32_t px;
  std::int64_t qty;
};

class Book {
 public:
  explicit Book(EventLoop& loop) : loop_(loop) {}

  void submit(Update u) {
    loop_.post([this, u] { apply(u); });
  }

  std::uint64_t applied() const { return applied_.load(std::memory_order_acquire); }
  std::uint64_t deepest() const { return deepest_.load(std::memory_order_relaxed); }

 private:
  void apply(const Update& u) {
    assert(loop_.inLoopThread());
    auto it = levels_.find(u.px);
    if (it == levels_.end()) {
      levels_.emplace(u.px, u.qty);
    } else {
      it->second += u.qty;
      if (it->second <= 0) levels_.erase(it);
    }
    turnover_ += u.qty;
    applied_.store(applied_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
    if (levels_.size() > deepest_.load(std::memory_order_relaxed))
      deepest_.store(levels_.size(), std::memory_order_relaxed);
  }

  EventLoop& loop_;
  std::map<std::uint32_t, std::int64_t> levels_;
  std::int64_t turnover_ = 0;
  std::atomic<std::uint64_t> applied_{0};
  std::atomic<std::uint64_t> deepest_{0};
};

}  // namespace feed

int main() {
  feed::EventLoop loop;
  feed::Book book(loop);
  loop.start();
  std::vector<std::thread> gateways;
  for (int i = 0; i < 3; ++i)
    gateways.emplace_back([&book, i] {
      for (std::uint32_t k = 0; k < 100; ++k) book.submit({k % 20 + i, 10});
    });
  for (auto& g : gateways) g.join();
  loop.stop();
  return book.applied() == 300 ? 0 : 1;
}
