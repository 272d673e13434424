// RUN: %tocsin %s
// STD: c++20
// Wallet service on the coroutine executor.
#include <condition_variable>
#include <coroutine>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Fire {
  struct promise_type {
    Fire get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

class Executor {
public:
  explicit Executor(unsigned n) {
    for (unsigned i = 0; i < n; ++i)
      workers_.emplace_back([this] { run(); });
  }
  ~Executor() { join(); }

  void join() {
    {
      std::lock_guard g(mu_);
      stop_ = true;
    }
    cv_.notify_all();
    workers_.clear();
  }

  struct Hop {
    Executor &ex;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) { ex.post(h); }
    void await_resume() const noexcept {}
  };
  Hop schedule() { return Hop{*this}; }

  void post(std::coroutine_handle<> h) {
    {
      std::lock_guard g(mu_);
      ready_.push_back(h);
    }
    ++posted_; // EXPECT: lost-update
    cv_.notify_one();
  }

  std::pair<uint64_t, uint64_t> drainCounters() {
    std::lock_guard g(mu_);
    return {std::exchange(posted_, 0), std::exchange(resumed_, 0)};
  }

private:
  void run() {
    std::unique_lock lk(mu_);
    for (;;) {
      cv_.wait(lk, [this] { return stop_ || !ready_.empty(); });
      if (ready_.empty())
        return;
      auto h = ready_.front();
      ready_.pop_front();
      ++resumed_;
      lk.unlock();
      h.resume();
      lk.lock();
    }
  }

  std::mutex mu_;
  std::condition_variable cv_;
  std::deque<std::coroutine_handle<>> ready_;
  uint64_t posted_ = 0, resumed_ = 0;
  bool stop_ = false;
  std::vector<std::jthread> workers_;
};

struct Journal {
  Executor &ex;
  Executor::Hop append(const std::string &) { return ex.schedule(); }
};

struct Channel {
  explicit Channel(std::string peer) : peer(std::move(peer)) {}
  std::string peer;
};

class Wallet {
public:
  Wallet(Executor &ex, std::string id) : ex_(ex), journal_{ex}, id_(std::move(id)) {}

  Fire debit(int64_t amount) {
    int64_t before;
    {
      std::lock_guard g(mu_);
      if (balance_ < amount)
        co_return;
      before = balance_;
    }
    co_await journal_.append(id_ + " debit " + std::to_string(amount));
    std::lock_guard g(mu_);
    balance_ = before - amount; // EXPECT: lost-update
  }

  Fire credit(int64_t amount) {
    co_await journal_.append(id_ + " credit " + std::to_string(amount));
    std::lock_guard g(mu_);
    balance_ += amount;
  }

  Fire attach(std::string peer) {
    {
      std::lock_guard g(mu_);
      if (channel_)
        co_return;
    }
    co_await ex_.schedule();
    auto fresh = std::make_shared<Channel>(std::move(peer));
    std::lock_guard g(mu_);
    channel_ = std::move(fresh); // EXPECT: check-then-act
  }

private:
  Executor &ex_;
  Journal journal_;
  const std::string id_;
  std::mutex mu_;
  int64_t balance_ = 0;
  std::shared_ptr<Channel> channel_;
};

int main() {
  Executor ex(4);
  Wallet w(ex, "w-1");
  for (int i = 0; i < 100; ++i) {
    w.credit(10);
    w.debit(5);
    w.attach("settle");
  }
  ex.join();
}
