// RUN: %tocsin %s
// STD: c++20
// Reserve market: balancing offers against grid frequency deviation.
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <thread>
#include <vector>

namespace grid {

struct Offer {
  uint32_t plant;
  int64_t kw;
  int64_t price_mc;
};

class ReserveBook {
 public:
  void activate(const Offer& o) {
    int64_t cur = activated_kw_.load(std::memory_order_relaxed);
    const int64_t want = cur + o.kw;
    while (!activated_kw_.compare_exchange_weak(cur, want, // EXPECT: unchecked-version
                                                std::memory_order_acq_rel)) {
    }
    bump_marginal(o.price_mc);
  }

  void release(const Offer& o) {
    int64_t cur = activated_kw_.load(std::memory_order_relaxed);
    int64_t want;
    do {
      want = cur > o.kw ? cur - o.kw : 0;
    } while (!activated_kw_.compare_exchange_weak(cur, want, std::memory_order_acq_rel));
  }

  void observe_frequency(double hz) {
    const int64_t dev = std::llround(std::fabs(hz - 50.0) * 1000.0);
    int64_t seen = worst_mhz_.load();
    while (dev > seen && !worst_mhz_.compare_exchange_weak(seen, dev)) {
    }
    last_dev_.store(dev);
  }

  bool trip() {
    if (worst_mhz_.load() < 800) return false;
    return !tripped_.exchange(true);
  }

  int64_t take_settlement() {
    const int64_t v = settled_mc_.load();
    settled_mc_ = 0; // EXPECT: split-atomic
    return v;
  }

  void settle(const Offer& o) { settled_mc_ += o.kw * o.price_mc / 1000; }

  int64_t activated() const { return activated_kw_.load(); }
  int64_t marginal() const { return marginal_mc_.load(); }

 private:
  void bump_marginal(int64_t price) {
    if (price > marginal_mc_)
      marginal_mc_ = price; // EXPECT: split-atomic
  }

  std::atomic<int64_t> activated_kw_{0};
  std::atomic<int64_t> marginal_mc_{0};
  std::atomic<int64_t> worst_mhz_{0};
  std::atomic<int64_t> last_dev_{0};
  std::atomic<int64_t> settled_mc_{0};
  std::atomic<bool> tripped_{false};
};

}  // namespace grid

int main() {
  grid::ReserveBook book;
  std::vector<std::jthread> desks;
  for (uint32_t d = 0; d < 5; ++d)
    desks.emplace_back([&book, d](std::stop_token st) {
      for (int64_t i = 0; i < 10000 && !st.stop_requested(); ++i) {
        grid::Offer o{d, 100 + i % 50, 4000 + (i * 7 + d) % 900};
        book.activate(o);
        book.settle(o);
        book.observe_frequency(50.0 + 0.0001 * double(i % 700));
        if (i % 3 == 0) book.release(o);
        if (book.trip()) return;
      }
    });
  int64_t paid = 0;
  for (int i = 0; i < 20; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    paid += book.take_settlement();
  }
  desks.clear();
  std::printf("%lld kW, marginal %lld, paid %lld\n", (long long)book.activated(),
              (long long)book.marginal(), (long long)paid);
}
