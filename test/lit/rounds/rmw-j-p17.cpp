// RUN: %tocsin %s
// STD: c++20
// Shared glyph atlas: text layout threads look up, the first miss rasterises.
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace text {

struct Glyph {
  int x = 0, y = 0, w = 0, h = 0;
  uint32_t page = 0;
};

struct Bitmap {
  int w, h;
  std::vector<uint8_t> px;
};

static Bitmap rasterise(uint32_t cp, int size) {
  Bitmap b{size / 2 + int(cp % 7), size, {}};
  b.px.assign(size_t(b.w) * size_t(b.h), uint8_t(cp));
  return b;
}

class Atlas {
 public:
  Atlas(int width, int size) : width_(width), size_(size) {}

  Glyph get(uint32_t cp) {
    int x, y;
    {
      std::shared_lock rd(mu_);
      auto it = glyphs_.find(cp);
      if (it != glyphs_.end()) return it->second;
      x = pen_x_;
      y = pen_y_;
    }
    Bitmap b = rasterise(cp, size_);
    std::unique_lock wr(mu_);
    if (x + b.w > width_) {
      x = 0;
      y += size_ + 1;
    }
    Glyph g{x, y, b.w, b.h, page_};
    glyphs_[cp] = g; // EXPECT: check-then-act
    pen_x_ = x + b.w + 1; // EXPECT: lost-update
    pen_y_ = y; // EXPECT: lost-update
    return g;
  }

  // Kerning pairs are computed once and shared.
  int kerning(uint32_t a, uint32_t b) {
    const uint64_t key = uint64_t(a) << 32 | b;
    {
      std::shared_lock rd(mu_);
      if (auto it = kern_.find(key); it != kern_.end()) return it->second;
    }
    const int k = int(a * 31 + b) % 3 - 1;
    std::unique_lock wr(mu_);
    return kern_.try_emplace(key, k).first->second;
  }

  void next_page() {
    std::unique_lock wr(mu_);
    page_++;
    pen_x_ = pen_y_ = 0;
    glyphs_.clear();
  }

  std::optional<Glyph> evict(uint32_t cp) {
    std::unique_lock wr(mu_);
    auto it = glyphs_.find(cp);
    if (it == glyphs_.end()) return std::nullopt;
    Glyph g = it->second;
    glyphs_.erase(it);
    return g;
  }

 private:
  std::shared_mutex mu_;
  std::unordered_map<uint32_t, Glyph> glyphs_;
  std::unordered_map<uint64_t, int> kern_;
  int pen_x_ = 0, pen_y_ = 0;
  uint32_t page_ = 0;
  const int width_, size_;
};

}  // namespace text

int main() {
  text::Atlas atlas(2048, 24);
  std::vector<std::thread> layout;
  for (int t = 0; t < 4; ++t)
    layout.emplace_back([&atlas, t] {
      uint32_t prev = 0;
      for (uint32_t cp = 32; cp < 2000; cp += uint32_t(t) + 1) {
        atlas.get(cp);
        atlas.kerning(prev, cp);
        prev = cp;
      }
    });
  for (auto& t : layout) t.join();
  atlas.evict(33);
  atlas.next_page();
}
