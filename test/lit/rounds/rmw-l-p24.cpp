// RUN: %tocsin %s
// STD: c++20
// Transcode farm scheduler: job accounting around long unlocked encodes.
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

namespace farm {

struct Job {
  std::string source;
  std::uint32_t frames;
  int attempts = 0;
};

class Scheduler {
 public:
  explicit Scheduler(unsigned n) : per_worker_(n) {
    slots_ = static_cast<int>(n);
    slots_ += 1;
    for (unsigned i = 0; i < n; ++i) workers_.emplace_back([this, i] { work(i); });
  }

  ~Scheduler() {
    {
      auto lk = guard();
      stopping_ = true;
    }
    cv_.notify_all();
    workers_.clear();
    total_ += std::accumulate(per_worker_.begin(), per_worker_.end(), std::uint64_t{0});
  }

  void submit(std::unique_ptr<Job> job) {
    job->attempts++;
    auto lk = guard();
    backlog_ += job->frames;
    queue_.push_back(std::move(job));
    cv_.notify_one();
  }

  bool claim(const std::string& source) {
    auto lk = guard();
    auto it = owners_.find(source);
    if (it != owners_.end()) return false;
    owners_[source] = 1;
    return true;
  }

 private:
  std::unique_lock<std::mutex> guard() const { return std::unique_lock<std::mutex>(mu_); }

  void work(unsigned self) {
    std::unique_lock<std::mutex> lk(mu_, std::defer_lock);
    lk.lock();
    while (true) {
      cv_.wait(lk, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      std::unique_ptr<Job> job = std::move(queue_.front());
      queue_.pop_front();
      const std::uint64_t frames = job->frames;
      slots_--;
      lk.unlock();

      const bool good = encode(*job);
      per_worker_[self] += frames;

      lk.lock();
      slots_++;
      backlog_ -= frames;
      if (!good && job->attempts < 3) {
        job->attempts++;
        backlog_ += frames;
        queue_.push_back(std::move(job));
      } else {
        owners_.erase(job->source);
      }
    }
  }

  static bool encode(Job& j) {
    thread_local std::uint64_t seed = 88172645463325252ull;
    seed ^= seed << 13;
    seed ^= seed >> 7;
    j.frames = j.frames | 1;
    return seed % 16 != 0;
  }

  mutable std::mutex mu_;
  std::condition_variable cv_;
  std::deque<std::unique_ptr<Job>> queue_;
  std::map<std::string, int> owners_;
  std::uint64_t backlog_ = 0;
  std::uint64_t total_ = 0;
  int slots_ = 0;
  bool stopping_ = false;
  std::vector<std::uint64_t> per_worker_;
  std::vector<std::jthread> workers_;
};

}  // namespace farm

int main() {
  farm::Scheduler s(4);
  std::vector<std::jthread> clients;
  for (int c = 0; c < 2; ++c)
    clients.emplace_back([&s, c] {
      for (std::uint32_t i = 0; i < 50; ++i) {
        std::string src = "clip-" + std::to_string(i * 2 + c);
        if (s.claim(src)) s.submit(std::make_unique<farm::Job>(farm::Job{src, 100 + i}));
      }
    });
}
