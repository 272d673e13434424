// RUN: %tocsin %s
// STD: c++20
// In-process telemetry registry: many writers, few readers.
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

struct Series {
  uint64_t samples = 0;
  std::atomic<uint64_t> errors{0};
};

class Telemetry {
 public:
  void observe(const std::string& name) {
    {
      std::shared_lock<std::shared_mutex> rd(mu_);
      auto it = series_.find(name);
      if (it != series_.end()) {
        it->second.samples += 1; // EXPECT: lost-update
        return;
      }
    }
    std::unique_lock<std::shared_mutex> wr(mu_);
    auto res = series_.try_emplace(name);
    res.first->second.samples += 1;
  }

  void error(const std::string& name) {
    std::shared_lock<std::shared_mutex> rd(mu_);
    auto it = series_.find(name);
    if (it != series_.end()) it->second.errors.fetch_add(1, std::memory_order_relaxed);
  }

  void widen(size_t ceiling) {
    size_t next;
    {
      std::shared_lock<std::shared_mutex> rd(mu_);
      next = batch_ + batch_ / 2;
    }
    if (next > ceiling) return;
    std::unique_lock<std::shared_mutex> wr(mu_);
    batch_ = next; // EXPECT: lost-update
  }

  void narrow() {
    std::unique_lock<std::shared_mutex> wr(mu_);
    if (batch_ > 8) batch_ /= 2;
  }

  uint64_t drain(const std::string& name) {
    std::unique_lock<std::shared_mutex> wr(mu_);
    auto it = series_.find(name);
    if (it == series_.end()) return 0;
    uint64_t n = it->second.samples;
    series_.erase(it);
    return n;
  }

  size_t batch() const {
    std::shared_lock<std::shared_mutex> rd(mu_);
    return batch_;
  }

 private:
  mutable std::shared_mutex mu_;
  std::unordered_map<std::string, Series> series_;
  size_t batch_ = 16;
};

int main() {
  Telemetry tel;
  std::vector<std::thread> emitters;
  for (int t = 0; t < 4; ++t) {
    emitters.emplace_back([&tel, t] {
      for (int i = 0; i < 1000; ++i) {
        tel.observe(i % 2 ? "rpc.latency" : "rpc.count");
        if (i % 13 == 0) tel.error("rpc.count");
        if (i % 100 == t) tel.widen(4096);
        if (i % 250 == 0) tel.narrow();
      }
    });
  }
  for (auto& e : emitters) e.join();
  std::printf("batch=%zu count=%llu\n", tel.batch(),
              static_cast<unsigned long long>(tel.drain("rpc.count")));
  return 0;
}
