// RUN: %tocsin %s
// STD: c++17
// Bounded work queue and a lease table of a build farm worker.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

class WorkQueue {
 public:
  using Job = std::function<void()>;

  explicit WorkQueue(std::size_t cap) : cap_(cap) {}

  bool push(Job j) {
    {
      std::unique_lock<std::mutex> lk(m_);
      space_.wait(lk, [this] { return stop_ || q_.size() < cap_; });
      if (stop_) return false;
      q_.push_back(std::move(j));
    }
    items_.notify_one();
    return true;
  }

  bool pop(Job& out) {
    std::unique_lock<std::mutex> lk(m_);
    while (q_.empty()) {
      if (stop_) return false;
      items_.wait(lk);
    }
    out = std::move(q_.front());
    q_.pop_front();
    ++active_;
    lk.unlock();
    space_.notify_one();
    return true;
  }

  void done() {
    std::unique_lock<std::mutex> lk(m_);
    const std::size_t left = active_ - 1;
    active_ = left;
    if (left == 0 && q_.empty()) {
      lk.unlock();
      idle_.notify_all();
    }
  }

  void drain() {
    std::unique_lock<std::mutex> lk(m_);
    auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (active_ != 0 || !q_.empty()) {
      if (idle_.wait_until(lk, until) == std::cv_status::timeout) break;
    }
    stop_ = true;
    lk.unlock();
    items_.notify_all();
    space_.notify_all();
  }

 private:
  const std::size_t cap_;
  std::mutex m_;
  std::condition_variable items_, space_, idle_;
  std::deque<Job> q_;
  std::size_t active_ = 0;
  bool stop_ = false;
};

class Leases {
 public:
  std::uint32_t take(std::uint32_t key) {
    std::unique_lock<std::mutex> lk(m_);
    std::uint32_t n = held_[key];
    while (n >= 2) {
      freed_.wait_for(lk, std::chrono::milliseconds(20));
      n = held_[key];
    }
    held_[key] = n + 1;
    return n + 1;
  }

  void give(std::uint32_t key) {
    {
      std::lock_guard<std::mutex> g(m_);
      auto it = held_.find(key);
      if (it == held_.end()) return;
      if (--it->second == 0) held_.erase(it);
    }
    freed_.notify_all();
  }

 private:
  std::mutex m_;
  std::condition_variable freed_;
  std::unordered_map<std::uint32_t, std::uint32_t> held_;
};

int main() {
  WorkQueue q(16);
  Leases leases;
  std::vector<std::thread> pool;
  for (int i = 0; i < 4; ++i)
    pool.emplace_back([&q] {
      WorkQueue::Job j;
      while (q.pop(j)) {
        j();
        q.done();
      }
    });
  for (std::uint32_t i = 0; i < 200; ++i)
    q.push([&leases, i] {
      leases.take(i % 5);
      leases.give(i % 5);
    });
  q.drain();
  for (auto& t : pool) t.join();
}
