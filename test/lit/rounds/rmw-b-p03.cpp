// RUN: %tocsin %s
// STD: c++20
// Print spooler: several printers drain one queue of jobs.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Job {
  std::string title;
  int pages;
};

class Spooler {
 public:
  explicit Spooler(int printers) {
    for (int i = 0; i < printers; ++i) threads_.emplace_back(&Spooler::drain, this);
  }

  ~Spooler() {
    {
      std::lock_guard<std::mutex> g(mu_);
      stopping_ = true;
    }
    cv_.notify_all();
    for (auto& t : threads_) t.join();
    std::printf("printed %d jobs\n", printed_);
  }

  void submit(Job job) {
    {
      std::lock_guard<std::mutex> g(mu_);
      pending_pages_ += job.pages;
      queue_.push_back(std::move(job));
    }
    cv_.notify_one();
  }

  int pending_pages() const {
    std::lock_guard<std::mutex> g(mu_);
    return pending_pages_;
  }

  void reset_counters() {
    std::lock_guard<std::mutex> g(mu_);
    printed_ = 0;
    toner_ = 1000;
  }

 private:
  void drain() {
    std::unique_lock<std::mutex> lk(mu_);
    for (;;) {
      int backlog = pending_pages_;
      cv_.wait(lk, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      Job job = std::move(queue_.front());
      queue_.pop_front();
      pending_pages_ = backlog - job.pages; // EXPECT: lost-update
      toner_ -= job.pages;
      lk.unlock();
      feed(job);
      ++printed_; // EXPECT: lost-update
      lk.lock();
    }
  }

  static void feed(const Job& job) {
    std::this_thread::sleep_for(std::chrono::microseconds(20 * job.pages));
  }

  mutable std::mutex mu_;
  std::condition_variable cv_;
  std::deque<Job> queue_;
  int pending_pages_ = 0;
  int printed_ = 0;
  int toner_ = 1000;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

int main() {
  Spooler spool(3);
  for (int i = 0; i < 50; ++i) spool.submit({"report " + std::to_string(i), 1 + i % 5});
  std::printf("pending: %d pages\n", spool.pending_pages());
  return 0;
}
