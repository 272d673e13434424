// RUN: %tocsin %s
// STD: c++20
// Write-ahead log segment manager.
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace wal {

class SegmentManager {
 public:
  SegmentManager() : flusher_([this] { flushLoop(); }) {}

  ~SegmentManager() {
    {
      std::lock_guard lk(mu_);
      closing_ = true;
    }
    cv_.notify_all();
    flusher_.join();
    generation_++;
  }

  std::uint64_t append(std::string rec) {
    std::unique_lock lk(mu_);
    waitForRoom(lk);
    const auto lsn = allocate(rec.size());
    pending_.push_back(std::move(rec));
    lk.unlock();
    cv_.notify_one();
    return lsn;
  }

  void rotate() {
    std::lock_guard lk(mu_);
    startSegment();
  }

  std::uint64_t flushed() const {
    std::lock_guard lk(mu_);
    return flushed_;
  }

 private:
  void waitForRoom(std::unique_lock<std::mutex>& lk) {
    while (pending_.size() >= 1024 && !closing_) {
      stalls_++;
      cv_.notify_all();
      lk.unlock();
      std::this_thread::yield();
      lk.lock();
    }
    writers_++;
  }

  std::uint64_t allocate(std::size_t n) {
    if (offset_ + n > kSegment) startSegment();
    const auto lsn = base_ + offset_;
    offset_ += n;
    return lsn;
  }

  void startSegment() {
    base_ = base_ + offset_;
    offset_ = 0;
    generation_++;
  }

  void flushLoop() {
    std::unique_lock lk(mu_);
    for (;;) {
      cv_.wait(lk, [this] { return closing_ || !pending_.empty(); });
      if (pending_.empty()) return;
      std::deque<std::string> batch;
      batch.swap(pending_);
      lk.unlock();
      std::uint64_t bytes = 0;
      for (auto& r : batch) bytes += write(r);
      lk.lock();
      flushed_ += bytes;
    }
  }

  static std::uint64_t write(const std::string& r) { return r.size(); }

  static constexpr std::uint64_t kSegment = 1 << 20;
  mutable std::mutex mu_;
  std::condition_variable cv_;
  std::deque<std::string> pending_;
  std::uint64_t base_ = 0, offset_ = 0, flushed_ = 0;
  std::uint64_t stalls_ = 0, writers_ = 0;
  unsigned generation_ = 0;
  bool closing_ = false;
  std::thread flusher_;
};

}  // namespace wal

int main() {
  wal::SegmentManager m;
  std::vector<std::thread> ts;
  for (int i = 0; i < 3; ++i)
    ts.emplace_back([&m] {
      for (int k = 0; k < 100; ++k) m.append("record " + std::to_string(k));
    });
  m.rotate();
  for (auto& t : ts) t.join();
}
