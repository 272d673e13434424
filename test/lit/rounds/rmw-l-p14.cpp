// RUN: %tocsin %s
// STD: c++20
// Intrusive refcounted buffers and a one-shot connection state machine.
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <thread>
#include <vector>

namespace net {

class Buffer {
 public:
  static Buffer* create(std::size_t n) { return new Buffer(n); }
  void ref() { refs_.fetch_add(1, std::memory_order_relaxed); }
  void unref() {
    --refs_;
    if (refs_ == 0)
      delete this; // EXPECT: split-atomic
  }
  char* data() { return mem_.data(); }
  std::size_t size() const { return mem_.size(); }

 private:
  explicit Buffer(std::size_t n) : mem_(n) {}
  ~Buffer() = default;
  std::atomic<int> refs_{1};
  std::vector<char> mem_;
};

class Region {
 public:
  void ref() { ++refs_; }
  void unref() {
    if (refs_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

 private:
  std::atomic<int> refs_{1};
};

class Channel {
 public:
  enum State { kOpen, kClosing, kClosed };

  explicit Channel(std::function<void()> cb) : on_close_(std::move(cb)) {}

  void shutdown() {
    if (state_.load() != kOpen) return;
    state_.store(kClosing); // EXPECT: split-atomic
    on_close_();
  }

  bool finish() {
    State expected = kClosing;
    return state_.compare_exchange_strong(expected, kClosed);
  }

  void send(Buffer* b) {
    if (state_.load(std::memory_order_acquire) == kOpen) {
      std::memset(b->data(), 0, b->size());
      sent_.fetch_add(b->size());
    }
    b->unref();
  }

 private:
  std::atomic<State> state_{kOpen};
  std::atomic<std::uint64_t> sent_{0};
  std::function<void()> on_close_;
};

}  // namespace net

int main() {
  std::atomic<int> closes{0};
  net::Channel ch([&closes] { closes.fetch_add(1); });
  auto* region = new net::Region;
  std::vector<std::thread> ts;
  for (int i = 0; i < 4; ++i) {
    region->ref();
    ts.emplace_back([&ch, region] {
      for (int k = 0; k < 100; ++k) {
        auto* b = net::Buffer::create(128);
        b->ref();
        std::thread peer([b] { b->unref(); });
        ch.send(b);
        peer.join();
      }
      ch.shutdown();
      region->unref();
    });
  }
  for (auto& t : ts) t.join();
  ch.finish();
  region->unref();
  return closes.load();
}
