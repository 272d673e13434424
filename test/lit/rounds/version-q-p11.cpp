// RUN: %tocsin %s
// STD: c++20
// Lock-free bookkeeping for the tile renderer.
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

namespace tiles {

class FrameStats {
 public:
  // Longest queue seen since the last frame.
  void NoteDepth(uint32_t depth) {
    uint32_t top = max_depth_.load(std::memory_order_relaxed);
    if (depth > top) {
      max_depth_.compare_exchange_strong(top, depth, std::memory_order_relaxed); // EXPECT: ignored-conflict
    }
  }

  // Smallest free pool seen since the last frame.
  void NoteFree(uint32_t tiles_free) {
    uint32_t low = min_free_.load(std::memory_order_relaxed);
    while (tiles_free < low) {
      if (min_free_.compare_exchange_weak(low, tiles_free, std::memory_order_relaxed)) break;
    }
  }

  uint32_t max_depth() const { return max_depth_.load(std::memory_order_relaxed); }

 private:
  std::atomic<uint32_t> max_depth_{0};
  std::atomic<uint32_t> min_free_{UINT32_MAX};
};

// High half: number of changes. Low half: dirty bits of the eight neighbours.
class TileWord {
 public:
  void MarkDirty(unsigned side) {
    uint64_t cur = word_.load(std::memory_order_acquire);
    const uint64_t changes = (cur >> 32) + 1;
    const uint64_t bits = (cur & 0xffffffffu) | (uint64_t{1} << side);
    const uint64_t next = changes << 32 | bits;
    while (!word_.compare_exchange_weak(cur, next, std::memory_order_acq_rel)) { // EXPECT: unchecked-version
      std::this_thread::yield();
    }
  }

  uint32_t TakeDirty() {
    uint64_t cur = word_.load(std::memory_order_acquire);
    while (!word_.compare_exchange_weak(cur, ((cur >> 32) + 1) << 32,
                                        std::memory_order_acq_rel)) {
    }
    return static_cast<uint32_t>(cur);
  }

  // Only a tile nobody has touched yet may be pre-filled.
  bool Prefill(uint64_t seed) {
    uint64_t untouched = 0;
    return word_.compare_exchange_strong(untouched, seed | uint64_t{1} << 32);
  }

 private:
  std::atomic<uint64_t> word_{0};
};

struct Surface {
  int width = 0;
  int height = 0;
};

class SurfaceSlot {
 public:
  explicit SurfaceSlot(Surface* first) : current_(first) {}

  Surface* Get() const { return current_.load(std::memory_order_acquire); }

  // Installs `next` provided the slot still shows what the caller saw.
  bool Replace(Surface* seen, Surface* next) {
    for (int spin = 0; spin < 4; ++spin) {
      if (current_.compare_exchange_weak(seen, next, std::memory_order_acq_rel)) { // EXPECT: unchecked-version
        return true;
      }
    }
    return false;
  }

  bool Drop(Surface* seen) {
    for (Surface* want = seen;;) {
      if (current_.compare_exchange_weak(want, nullptr, std::memory_order_acq_rel)) return true;
      if (want != seen) return false;
    }
  }

 private:
  std::atomic<Surface*> current_;
};

}  // namespace tiles

int main() {
  tiles::FrameStats stats;
  tiles::TileWord word;
  tiles::Surface a, b;
  tiles::SurfaceSlot slot(&a);
  std::vector<std::thread> crew;
  for (unsigned i = 0; i < 4; ++i) {
    crew.emplace_back([&, i] {
      for (uint32_t n = 0; n < 1000; ++n) {
        stats.NoteDepth(n * (i + 1));
        stats.NoteFree(1000 - n);
        word.MarkDirty((i + n) % 8);
        if (n % 64 == 0) word.TakeDirty();
      }
      tiles::Surface* seen = slot.Get();
      if (!slot.Replace(seen, seen == &a ? &b : &a)) stats.NoteFree(0);
    });
  }
  for (auto& t : crew) t.join();
  return stats.max_depth() > 0 ? 0 : 1;
}
