// RUN: %tocsin %s
// STD: c++20
// Controller of the partition map. Several controllers run, one holds the lease.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace placement {

using Clock = std::chrono::steady_clock;

// Client of the replicated metadata service.
class MetaStore {
 public:
  bool Put(const std::string& key, const std::string& value) {
    std::lock_guard<std::mutex> g(mu_);
    data_[key] = value;
    return true;
  }

  // Refused when a newer epoch has already written.
  bool PutFenced(const std::string& key, const std::string& value, uint64_t epoch) {
    std::lock_guard<std::mutex> g(mu_);
    if (epoch < highest_epoch_) return false;
    highest_epoch_ = epoch;
    data_[key] = value;
    return true;
  }

 private:
  std::mutex mu_;
  std::map<std::string, std::string> data_;
  uint64_t highest_epoch_ = 0;
};

class Lease {
 public:
  void Granted(uint64_t epoch, std::chrono::milliseconds ttl) {
    std::lock_guard<std::mutex> g(mu_);
    epoch_ = epoch;
    until_ = Clock::now() + ttl;
  }

  bool Held() const {
    std::lock_guard<std::mutex> g(mu_);
    return epoch_ != 0 && Clock::now() < until_;
  }

  uint64_t epoch() const {
    std::lock_guard<std::mutex> g(mu_);
    return epoch_;
  }

 private:
  mutable std::mutex mu_;
  uint64_t epoch_ = 0;
  Clock::time_point until_{};
};

class Controller {
 public:
  Controller(std::string self, MetaStore& store, Lease& lease)
      : self_(std::move(self)), store_(store), lease_(lease) {}

  bool PublishAssignment(uint32_t partition, const std::vector<std::string>& hosts) {
    if (!lease_.Held()) return false;
    std::string text;
    for (const auto& h : hosts) text += h + " ";
    return store_.Put("partition/" + std::to_string(partition), text); // EXPECT: unversioned-write
  }

  bool PublishLimits(uint32_t max_moves, uint64_t bytes_per_second) {
    const uint64_t epoch = lease_.epoch();
    if (!lease_.Held()) return false;
    std::string text = std::to_string(max_moves) + "/" + std::to_string(bytes_per_second);
    if (!store_.PutFenced("limits", text, epoch)) {
      step_downs_.fetch_add(1);
      return false;
    }
    return true;
  }

  // Own status record, leader or not.
  void ReportAlive(uint64_t tick) {
    store_.Put("controllers/" + self_, std::to_string(tick));
  }

  uint64_t step_downs() const { return step_downs_.load(); }

 private:
  const std::string self_;
  MetaStore& store_;
  Lease& lease_;
  std::atomic<uint64_t> step_downs_{0};
};

}  // namespace placement

int main() {
  using namespace std::chrono_literals;
  placement::MetaStore store;
  placement::Lease lease_a, lease_b;
  placement::Controller a("a", store, lease_a), b("b", store, lease_b);
  lease_a.Granted(1, 20ms);
  std::thread ta([&] {
    for (uint32_t i = 0; i < 50; ++i) {
      a.ReportAlive(i);
      if (!a.PublishAssignment(i, {"h1", "h2"})) break;
      if (!a.PublishLimits(i, 1000)) break;
    }
  });
  std::thread tb([&] {
    std::this_thread::sleep_for(25ms);
    lease_b.Granted(2, 1000ms);
    for (uint32_t i = 0; i < 50; ++i) {
      b.ReportAlive(i);
      if (!b.PublishAssignment(i, {"h2", "h3"}) || !b.PublishLimits(i, 2000)) break;
    }
  });
  ta.join();
  tb.join();
  return 0;
}
