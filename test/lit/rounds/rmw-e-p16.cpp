// RUN: %tocsin %s
// STD: c++20
// Telemetry uplink of a vehicle gateway: sensor callbacks feed a shared batch.
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

struct Sample {
  std::uint16_t channel;
  std::int32_t value;
};

class Uplink {
 public:
  using Sender = std::function<bool(const std::vector<Sample>&, std::uint32_t gap)>;

  explicit Uplink(Sender sender) : sender_(std::move(sender)) {}

  // Real-time sensor thread: never blocks.
  void push(const Sample& s) {
    std::unique_lock<std::mutex> lk(mutex_, std::try_to_lock);
    if (!lk.owns_lock()) {
      ++gap_; // EXPECT: lost-update
      return;
    }
    batch_.push_back(s);
    pendingBytes_ += sizeof(Sample);
  }

  void pushBurst(const std::vector<Sample>& burst) {
    std::unique_lock<std::mutex> lk(mutex_, std::defer_lock);
    if (burst.size() > 1) lk.lock();
    pendingBytes_ += burst.size() * sizeof(Sample); // EXPECT: lost-update
    if (!lk) lk.lock();
    batch_.insert(batch_.end(), burst.begin(), burst.end());
  }

  bool tryTrim(std::size_t keep) {
    if (!mutex_.try_lock()) return false;
    while (batch_.size() > keep) {
      batch_.pop_back();
      pendingBytes_ -= sizeof(Sample);
      ++gap_;
    }
    mutex_.unlock();
    return true;
  }

  bool flush() {
    std::vector<Sample> out;
    std::uint32_t gap = 0;
    {
      std::lock_guard<std::mutex> lk(mutex_);
      out.swap(batch_);
      gap = gap_;
      gap_ = 0;
      pendingBytes_ = 0;
    }
    if (out.empty() && gap == 0) return true;
    if (sender_(out, gap)) return true;
    std::lock_guard<std::mutex> lk(mutex_);
    gap_ += gap + static_cast<std::uint32_t>(out.size());
    return false;
  }

 private:
  std::mutex mutex_;
  std::vector<Sample> batch_;
  std::size_t pendingBytes_ = 0;
  std::uint32_t gap_ = 0;  // samples the backend must interpolate
  Sender sender_;
};

void runGateway(Uplink& link) {
  std::thread imu([&link] {
    for (int i = 0; i < 10000; ++i) link.push({1, i});
  });
  std::thread can([&link] {
    for (int i = 0; i < 1000; ++i) link.pushBurst({{2, i}});
    link.pushBurst({{2, 0}, {3, 0}});
  });
  for (int i = 0; i < 50; ++i) {
    link.flush();
    link.tryTrim(1000);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  imu.join();
  can.join();
}
