// RUN: %tocsin %s
// STD: c++20
// Work stealing pool. Each deque has one owner (push, pop) and any number of thieves (steal).
#include <array>
#include <atomic>
#include <cassert>
#include <cstdint>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace par {

using Task = std::function<void()>;

class Deque {
public:
  void bindOwner() { owner_ = std::this_thread::get_id(); }

  bool push(Task *t) {
    assert(std::this_thread::get_id() == owner_);
    int64_t b = bottom_.load(std::memory_order_relaxed);
    int64_t top = top_.load(std::memory_order_acquire);
    if (b - top >= int64_t(ring_.size()))
      return false;
    ring_[b & (ring_.size() - 1)].store(t, std::memory_order_relaxed);
    bottom_.store(b + 1, std::memory_order_release);
    return true;
  }

  Task *pop() {
    assert(std::this_thread::get_id() == owner_);
    int64_t b = bottom_.load(std::memory_order_relaxed) - 1;
    bottom_.store(b, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_seq_cst);
    int64_t t = top_.load(std::memory_order_relaxed);
    if (t > b) {
      bottom_.store(b + 1, std::memory_order_relaxed);
      return nullptr;
    }
    Task *task = ring_[b & (ring_.size() - 1)].load(std::memory_order_relaxed);
    if (t == b) {
      if (!top_.compare_exchange_strong(t, t + 1, std::memory_order_seq_cst))
        task = nullptr;
      bottom_.store(b + 1, std::memory_order_relaxed);
    }
    return task;
  }

  Task *steal() {
    int64_t t = top_.load(std::memory_order_acquire);
    std::atomic_thread_fence(std::memory_order_seq_cst);
    int64_t b = bottom_.load(std::memory_order_acquire);
    if (t >= b)
      return nullptr;
    Task *task = ring_[t & (ring_.size() - 1)].load(std::memory_order_relaxed);
    if (!top_.compare_exchange_strong(t, t + 1, std::memory_order_seq_cst))
      return nullptr;
    return task;
  }

private:
  std::atomic<int64_t> top_{0}, bottom_{0};
  std::array<std::atomic<Task *>, 1024> ring_{};
  std::thread::id owner_;
};

struct alignas(64) WorkerStats {
  uint64_t ran = 0, stolen = 0, dry = 0;
};

class StealPool {
public:
  explicit StealPool(unsigned n) : deques_(n), stats_(n) {
    for (auto &d : deques_)
      d = std::make_unique<Deque>();
  }

  WorkerStats run(std::vector<Task> tasks) {
    pending_.store(int64_t(tasks.size()));
    std::vector<std::thread> ts;
    for (unsigned id = 0; id < deques_.size(); ++id)
      ts.emplace_back([this, id, &tasks] {
        deques_[id]->bindOwner();
        for (size_t i = id; i < tasks.size(); i += deques_.size())
          if (!deques_[id]->push(&tasks[i]))
            finish(id, tasks[i]);
        work(id);
      });
    for (auto &t : ts)
      t.join();
    WorkerStats sum;
    for (auto &s : stats_) {
      sum.ran += s.ran;
      sum.stolen += s.stolen;
      sum.dry += s.dry;
      s = {};
    }
    return sum;
  }

private:
  void finish(unsigned id, Task &t) {
    t();
    stats_[id].ran++;
    pending_.fetch_sub(1, std::memory_order_acq_rel);
  }

  void work(unsigned id) {
    thread_local unsigned victim = 0;
    while (pending_.load(std::memory_order_acquire) > 0) {
      if (Task *t = deques_[id]->pop()) {
        finish(id, *t);
        continue;
      }
      victim = (victim + 1) % deques_.size();
      if (victim == id)
        victim = (victim + 1) % deques_.size();
      if (Task *t = deques_[victim]->steal()) {
        stats_[id].stolen++;
        finish(id, *t);
      } else {
        stats_[id].dry++;
        std::this_thread::yield();
      }
    }
  }

  std::vector<std::unique_ptr<Deque>> deques_;
  std::vector<WorkerStats> stats_;
  std::atomic<int64_t> pending_{0};
};

} // namespace par
