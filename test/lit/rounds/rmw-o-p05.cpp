// RUN: %tocsin %s
// STD: c++20
// Room server: one loop thread runs all coroutines; other threads only feed the inbox.
#include <atomic>
#include <cassert>
#include <condition_variable>
#include <coroutine>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Job {
  struct promise_type {
    Job get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

class Loop {
public:
  using Fn = std::function<void()>;

  void post(Fn f) {
    {
      std::lock_guard g(mu_);
      inbox_.push_back(std::move(f));
    }
    cv_.notify_one();
  }

  void run() {
    owner_ = std::this_thread::get_id();
    std::vector<Fn> batch;
    while (!quit_.load()) {
      {
        std::unique_lock lk(mu_);
        cv_.wait(lk, [this] { return !inbox_.empty(); });
        batch.swap(inbox_);
      }
      for (auto &f : batch) {
        f();
        ++turns_;
      }
      batch.clear();
    }
  }

  void quit() {
    post([this] { quit_.store(true); });
  }
  void assertInLoop() const { assert(std::this_thread::get_id() == owner_); }

  auto yield() {
    struct Aw {
      Loop &l;
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<> h) {
        l.post([h] { h.resume(); });
      }
      void await_resume() const noexcept {}
    };
    return Aw{*this};
  }

private:
  std::mutex mu_;
  std::condition_variable cv_;
  std::vector<Fn> inbox_;
  std::atomic<bool> quit_{false};
  std::thread::id owner_;
  uint64_t turns_ = 0;
};

class Room {
public:
  explicit Room(Loop &l) : loop_(l) {}

  void join(std::string who) {
    loop_.post([this, who = std::move(who)] { admit(who); });
  }

  void open() {
    loop_.post([this] { sweep(); });
  }

  void refresh(std::string topic) {
    loop_.post([this, topic = std::move(topic)] { retitle(topic); });
  }

private:
  void admit(const std::string &who) {
    loop_.assertInLoop();
    if (members_.find(who) == members_.end())
      members_[who] = ++nextSeat_;
    if (members_.size() > peak_)
      peak_ = members_.size();
  }

  Job retitle(std::string topic) {
    loop_.assertInLoop();
    uint64_t seen = revision_;
    co_await loop_.yield();
    if (revision_ != seen)
      co_return;
    topic_ = topic;
    revision_ = seen + 1;
  }

  Job sweep() {
    while (idleTicks_ > 0) {
      co_await loop_.yield();
      idleTicks_--;
      if (!members_.empty() && idleTicks_ == 0)
        members_.erase(members_.begin());
    }
  }

  Loop &loop_;
  std::map<std::string, int> members_;
  size_t peak_ = 0;
  int nextSeat_ = 0;
  int idleTicks_ = 30;
  uint64_t revision_ = 0;
  std::string topic_;
};

int main() {
  Loop loop;
  Room lobby(loop);
  std::thread t([&] { loop.run(); });
  std::vector<std::thread> acceptors;
  lobby.open();
  for (int i = 0; i < 3; ++i)
    acceptors.emplace_back([&lobby, i] {
      lobby.join("user" + std::to_string(i));
      lobby.refresh("welcome " + std::to_string(i));
    });
  for (auto &a : acceptors)
    a.join();
  loop.quit();
  t.join();
}
