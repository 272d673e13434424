// RUN: %tocsin %s
// STD: c++20
// Worker pool with a memory budget: jobs wait until their working set fits.
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class MemoryBudget {
 public:
  explicit MemoryBudget(std::size_t capacity) : capacity_(capacity) {}

  void admit(std::size_t bytes) {
    std::unique_lock<std::mutex> lk(mu_);
    const std::size_t before = used_;
    if (before + bytes > capacity_) {
      ++stalls_;
      space_.wait(lk, [&] { return used_ + bytes <= capacity_; });
    }
    used_ = before + bytes; // EXPECT: lost-update
  }

  void giveBack(std::size_t bytes) {
    {
      std::lock_guard<std::mutex> g(mu_);
      used_ -= bytes;
    }
    space_.notify_all();
  }

  std::size_t stalls() const {
    std::lock_guard<std::mutex> g(mu_);
    return stalls_;
  }

 private:
  mutable std::mutex mu_;
  std::condition_variable space_;
  const std::size_t capacity_;
  std::size_t used_ = 0;
  std::size_t stalls_ = 0;
};

class WorkerPool {
 public:
  explicit WorkerPool(int n) {
    for (int i = 0; i < n; ++i) {
      threads_.emplace_back([this] { run(); });
      ++alive_; // EXPECT: lost-update
    }
  }

  ~WorkerPool() {
    {
      std::lock_guard<std::mutex> g(mu_);
      stopping_ = true;
    }
    wake_.notify_all();
    for (auto& t : threads_) t.join();
  }

  void post(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> g(mu_);
      jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
  }

  int alive() const {
    std::lock_guard<std::mutex> g(mu_);
    return alive_;
  }

 private:
  void run() {
    std::unique_lock<std::mutex> lk(mu_);
    for (;;) {
      wake_.wait(lk, [this] { return stopping_ || !jobs_.empty(); });
      if (jobs_.empty()) break;
      auto job = std::move(jobs_.front());
      jobs_.pop_front();
      lk.unlock();
      job();
      lk.lock();
      ++finished_;
    }
    --alive_;
  }

  mutable std::mutex mu_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  bool stopping_ = false;
  int alive_ = 0;
  std::size_t finished_ = 0;
  std::vector<std::thread> threads_;
};

int main() {
  MemoryBudget budget(4096);
  {
    WorkerPool pool(4);
    for (int i = 0; i < 64; ++i) {
      pool.post([&budget, i] {
        const std::size_t need = 512 + static_cast<std::size_t>(i) * 16;
        budget.admit(need);
        std::vector<char> scratch(need);
        scratch[0] = static_cast<char>(i);
        budget.giveBack(need);
      });
    }
    std::printf("%d workers\n", pool.alive());
  }
  std::printf("%zu stalls\n", budget.stalls());
}
