// RUN: %tocsin %s
// STD: c++20
// Top of book publication: seqlock for the hot line, copy on write for the instrument map.
#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace feed {

struct Top {
  int64_t bid = 0, ask = 0;
  uint32_t bidQty = 0, askQty = 0;
};

class TopLine {
public:
  void publish(const Top &t) {
    std::lock_guard<std::mutex> w(writers_);
    const uint32_t s = seq_.load(std::memory_order_relaxed);
    seq_.store(s + 1, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_release);
    put(t);
    seq_.store(s + 2, std::memory_order_release);
  }

  void widen(int64_t ticks) {
    std::lock_guard<std::mutex> w(writers_);
    Top t = get();
    t.bid -= ticks;
    t.ask += ticks;
    const uint32_t s = seq_.load(std::memory_order_relaxed);
    seq_.store(s + 1, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_release);
    put(t);
    seq_.store(s + 2, std::memory_order_release);
  }

  Top read() const {
    for (;;) {
      uint32_t a = seq_.load(std::memory_order_acquire);
      if (a & 1)
        continue;
      Top t = get();
      std::atomic_thread_fence(std::memory_order_acquire);
      if (seq_.load(std::memory_order_relaxed) == a)
        return t;
    }
  }

private:
  void put(const Top &t) {
    bid_.store(t.bid, std::memory_order_relaxed);
    ask_.store(t.ask, std::memory_order_relaxed);
    qty_.store(uint64_t(t.bidQty) << 32 | t.askQty, std::memory_order_relaxed);
  }
  Top get() const {
    uint64_t q = qty_.load(std::memory_order_relaxed);
    return {bid_.load(std::memory_order_relaxed), ask_.load(std::memory_order_relaxed), uint32_t(q >> 32),
            uint32_t(q)};
  }
  std::mutex writers_;
  std::atomic<uint32_t> seq_{0};
  std::atomic<int64_t> bid_{0}, ask_{0};
  std::atomic<uint64_t> qty_{0};
};

class Instruments {
public:
  using Map = std::map<std::string, std::shared_ptr<TopLine>>;

  Instruments() : map_(std::make_shared<const Map>()) {}

  std::shared_ptr<TopLine> find(const std::string &sym) const {
    auto m = map_.load();
    auto it = m->find(sym);
    return it == m->end() ? nullptr : it->second;
  }

  std::shared_ptr<TopLine> obtain(const std::string &sym) {
    if (auto l = find(sym))
      return l;
    std::lock_guard<std::mutex> g(growMu_);
    auto cur = map_.load();
    if (auto it = cur->find(sym); it != cur->end())
      return it->second;
    auto next = std::make_shared<Map>(*cur);
    auto line = std::make_shared<TopLine>();
    next->emplace(sym, line);
    map_.store(std::move(next));
    return line;
  }

private:
  std::mutex growMu_;
  std::atomic<std::shared_ptr<const Map>> map_;
};

class FeedHandler {
public:
  explicit FeedHandler(Instruments &ins) : ins_(ins) {
    gaps_ += 1;
    rx_ = std::thread([this] { receive(); });
  }
  ~FeedHandler() {
    quit_.store(true, std::memory_order_relaxed);
    rx_.join();
    gaps_ -= 1;
  }
  uint64_t packets() const { return packets_.load(std::memory_order_relaxed); }

private:
  void receive() {
    uint64_t expect = 1;
    while (!quit_.load(std::memory_order_relaxed)) {
      auto p = next();
      if (!p)
        continue;
      if (p->first != expect)
        ++gaps_;
      expect = p->first + 1;
      packets_.store(packets_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
      ins_.obtain("ESZ4")->publish(p->second);
    }
  }
  std::optional<std::pair<uint64_t, Top>> next() { return std::pair<uint64_t, Top>{++wire_, Top{}}; }

  Instruments &ins_;
  std::atomic<uint64_t> packets_{0};
  std::atomic<bool> quit_{false};
  uint64_t gaps_ = 0, wire_ = 0;
  std::thread rx_;
};

} // namespace feed
