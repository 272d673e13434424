// RUN: %tocsin %s
// STD: c++20
// Id allocation: a common base keeps the counters, policies decide which id comes next.
#include <cstdint>
#include <cstdio>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

class IdAllocator {
 public:
  virtual ~IdAllocator() = default;

  std::uint32_t allocate() {
    std::lock_guard<std::mutex> g(mu_);
    const std::uint32_t id = pick();
    ++outstanding_;
    return id;
  }

  void release(std::uint32_t id) {
    std::lock_guard<std::mutex> g(mu_);
    putBack(id);
    --outstanding_;
  }

  std::uint32_t outstanding() const {
    std::lock_guard<std::mutex> g(mu_);
    return outstanding_;
  }

 protected:
  // Both are invoked with mu_ held.
  virtual std::uint32_t pick() = 0;
  virtual void putBack(std::uint32_t id) = 0;

  mutable std::mutex mu_;
  std::uint32_t outstanding_ = 0;
};

class RecyclingAllocator : public IdAllocator {
 public:
  // Hands out a contiguous block, e.g. for a batch import.
  std::uint32_t allocateBlock(std::uint32_t n) {
    const std::uint32_t first = next_;
    next_ += n; // EXPECT: lost-update
    std::lock_guard<std::mutex> g(mu_);
    outstanding_ += n;
    return first;
  }

  // Housekeeping; not worth waiting for the lock.
  void compact() {
    std::unique_lock<std::mutex> lk(mu_, std::try_to_lock);
    if (!lk.owns_lock()) {
      ++postponed_; // EXPECT: lost-update
      return;
    }
    while (!free_.empty() && *free_.rbegin() + 1 == next_) {
      free_.erase(std::prev(free_.end()));
      --next_;
    }
    postponed_ = 0;
  }

 protected:
  std::uint32_t pick() override {
    if (!free_.empty()) {
      const std::uint32_t id = *free_.begin();
      free_.erase(free_.begin());
      return id;
    }
    return next_++;
  }

  void putBack(std::uint32_t id) override { free_.insert(id); }

 private:
  std::set<std::uint32_t> free_;
  std::uint32_t next_ = 1;
  unsigned postponed_ = 0;
};

int main() {
  RecyclingAllocator ids;
  std::vector<std::thread> ts;
  for (int i = 0; i < 4; ++i) {
    ts.emplace_back([&ids, i] {
      for (int k = 0; k < 500; ++k) {
        const auto id = ids.allocate();
        if (k % 50 == i) ids.allocateBlock(8);
        ids.release(id);
        if (k % 100 == 99) ids.compact();
      }
    });
  }
  for (auto& t : ts) t.join();
  std::printf("%u outstanding\n", ids.outstanding());
}
