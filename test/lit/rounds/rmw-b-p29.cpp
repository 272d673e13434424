// RUN: %tocsin %s
// STD: c++20
// Warehouse stock with transfers between bins and a work-stealing scanner.
#include <atomic>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Bin {
 public:
  bool add(const std::string& sku, int n) {
    std::lock_guard<std::recursive_mutex> g(mu_);
    if (total() + n > 5000) return false;
    stock_[sku] += n;
    return true;
  }

  int total() const {
    std::lock_guard<std::recursive_mutex> g(mu_);
    int sum = 0;
    for (const auto& kv : stock_) sum += kv.second;
    return sum;
  }

  static bool transfer(Bin& from, Bin& to, const std::string& sku, int n) {
    if (&from == &to) return false;
    std::lock(from.mu_, to.mu_);
    std::lock_guard<std::recursive_mutex> a(from.mu_, std::adopt_lock);
    std::lock_guard<std::recursive_mutex> b(to.mu_, std::adopt_lock);
    auto it = from.stock_.find(sku);
    if (it == from.stock_.end() || it->second < n) return false;
    if (!to.add(sku, n)) return false;
    it->second -= n;
    if (it->second == 0) from.stock_.erase(it);
    return true;
  }

  bool try_count(const std::function<void(int)>& sink) {
    std::unique_lock<std::recursive_mutex> lk(mu_, std::try_to_lock);
    if (!lk.owns_lock()) {
      contended_.fetch_add(1);
      return false;
    }
    ++counts_;
    sink(total());
    return true;
  }

  int contended() const { return contended_.load(); }

 private:
  mutable std::recursive_mutex mu_;
  std::map<std::string, int> stock_;
  int counts_ = 0;
  std::atomic<int> contended_{0};
};

class Ticketing {
 public:
  explicit Ticketing(int limit) : limit_(limit) {}

  int next() {
    int cur = cursor_.load();
    do {
      if (cur >= limit_) return -1;
    } while (!cursor_.compare_exchange_weak(cur, cur + 1));
    return cur;
  }

  int next_batch(int n) {
    int first = cursor_.fetch_add(n);
    return first < limit_ ? first : -1;
  }

 private:
  const int limit_;
  std::atomic<int> cursor_{0};
};

int main() {
  std::vector<std::unique_ptr<Bin>> bins;
  for (int i = 0; i < 3; ++i) {
    bins.push_back(std::make_unique<Bin>());
    if (bins.back()->total() == 0) bins.back()->add("bolt", 1000);
  }
  Ticketing work(900);
  std::mutex report_mu;
  std::unique_lock<std::mutex> tally(report_mu, std::defer_lock);
  int largest = 0;

  std::vector<std::thread> pickers;
  for (int t = 0; t < 3; ++t) {
    pickers.emplace_back([&] {
      for (int w = work.next(); w >= 0; w = work.next()) {
        Bin& a = *bins[w % 3];
        Bin& b = *bins[(w + 1) % 3];
        Bin::transfer(a, b, "bolt", 1 + w % 4);
        a.try_count([&](int n) {
          std::lock_guard<std::mutex> g(report_mu);
          if (n > largest) largest = n;
        });
        if (w % 100 == 0) work.next_batch(2);
      }
    });
  }
  int sample = bins[0]->total();
  tally.lock();
  if (sample > largest) largest = sample;
  tally.unlock();
  for (auto& p : pickers) p.join();

  if (largest < 0) largest = 0;
  std::printf("largest %d, contended %d\n", largest, bins[0]->contended());
  return 0;
}
