// RUN: %tocsin %s
// STD: c++20
// Scene renderer: intrusive handles for GPU textures and frame snapshots.
#include <atomic>
#include <cstdint>
#include <thread>
#include <utility>
#include <vector>

namespace gfx {

class Texture {
 public:
  explicit Texture(std::uint32_t name) : name_(name) {}
  void retain() { refs_.fetch_add(1, std::memory_order_relaxed); }
  void release() {
    refs_.fetch_sub(1, std::memory_order_acq_rel);
    if (refs_.load(std::memory_order_acquire) == 0) delete this; // EXPECT: split-atomic
  }
  std::uint32_t name() const { return name_; }

 private:
  ~Texture() = default;
  std::atomic<int> refs_{1};
  const std::uint32_t name_;
};

class Snapshot {
 public:
  void retain() { refs_.fetch_add(1, std::memory_order_relaxed); }
  void release() {
    if (refs_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }
  std::vector<std::uint32_t> drawList;

 private:
  ~Snapshot() = default;
  std::atomic<int> refs_{1};
};

class FrameSource {
 public:
  FrameSource() : current_(new Snapshot) {}
  ~FrameSource() { current_.load()->release(); }

  // Any render thread.
  Snapshot* acquire() {
    Snapshot* s = current_.load(std::memory_order_acquire);
    s->retain(); // EXPECT: check-then-act
    return s;
  }

  // Simulation thread.
  void publish(Snapshot* next) {
    Snapshot* old = current_.exchange(next, std::memory_order_acq_rel);
    old->release();
  }

 private:
  std::atomic<Snapshot*> current_;
};

void drawFrames(FrameSource& src, Texture* atlas, std::atomic<bool>& stop) {
  while (!stop.load()) {
    Snapshot* s = src.acquire();
    std::uint32_t acc = atlas->name();
    for (auto id : s->drawList) acc ^= id;
    (void)acc;
    s->release();
  }
  atlas->release();
}

void runScene(int frames) {
  FrameSource src;
  std::atomic<bool> stop{false};
  auto* atlas = new Texture(7);
  std::vector<std::thread> renderers;
  for (int i = 0; i < 2; ++i) {
    atlas->retain();
    renderers.emplace_back([&src, &stop, atlas] { drawFrames(src, atlas, stop); });
  }
  for (int f = 0; f < frames; ++f) {
    auto* next = new Snapshot;
    next->drawList.push_back(static_cast<std::uint32_t>(f));
    src.publish(next);
  }
  stop.store(true);
  atlas->release();
  for (auto& r : renderers) r.join();
}

}  // namespace gfx
