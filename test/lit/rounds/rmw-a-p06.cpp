// RUN: %tocsin %s
// STD: c++20
// Metrics registry: many writers, rare registration.
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

struct Series {
  std::uint64_t total = 0;
};

class Gauge {
 public:
  void set(double v) { value_.store(v, std::memory_order_relaxed); }
  double get() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<double> value_{0.0};
};

class Registry {
 public:
  void add(const std::string& name, std::uint64_t by) {
    {
      std::shared_lock<std::shared_mutex> rd(mu_);
      auto it = series_.find(name);
      if (it != series_.end()) {
        it->second.total += by; // EXPECT: lost-update
        return;
      }
    }
    std::unique_lock<std::shared_mutex> wr(mu_);
    series_[name].total += by;
  }

  Gauge& gauge(const std::string& name) {
    {
      std::shared_lock<std::shared_mutex> rd(mu_);
      if (auto it = gauges_.find(name); it != gauges_.end()) return *it->second;
    }
    auto created = std::make_unique<Gauge>();
    Gauge& ref = *created;
    std::unique_lock<std::shared_mutex> wr(mu_);
    gauges_[name] = std::move(created); // EXPECT: check-then-act
    return ref;
  }

  std::map<std::string, std::uint64_t> drain() {
    std::map<std::string, std::uint64_t> out;
    std::unique_lock<std::shared_mutex> wr(mu_);
    for (auto& [name, s] : series_) {
      out[name] = s.total;
      s.total = 0;
    }
    return out;
  }

  double sumOfGauges() const {
    double sum = 0;
    std::shared_lock<std::shared_mutex> rd(mu_);
    for (const auto& [name, g] : gauges_) sum += g->get();
    return sum;
  }

 private:
  mutable std::shared_mutex mu_;
  std::map<std::string, Series> series_;
  std::map<std::string, std::unique_ptr<Gauge>> gauges_;
};

int main() {
  Registry reg;
  std::vector<std::thread> ts;
  for (int i = 0; i < 8; ++i) {
    ts.emplace_back([&reg, i] {
      for (int k = 0; k < 1000; ++k) {
        reg.add("requests", 1);
        reg.gauge("queue." + std::to_string(k % 4)).set(i * 1.0);
      }
    });
  }
  for (auto& t : ts) t.join();
  for (auto& [name, v] : reg.drain()) std::printf("%s %llu\n", name.c_str(), (unsigned long long)v);
  std::printf("gauges %.1f\n", reg.sumOfGauges());
}
