// RUN: %tocsin %s
// STD: c++20
// Font and glyph caches of a map tile renderer.
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

struct Font {
  std::string face;
  int weight = 400;
};

class FontCache {
 public:
  std::shared_ptr<const Font> get(const std::string& face) {
    {
      std::shared_lock rd(mu_);
      if (auto it = live_.find(face); it != live_.end())
        if (auto f = it->second.lock()) return f;
    }
    std::unique_lock wr(mu_);
    std::weak_ptr<const Font>& slot = live_[face];
    if (auto f = slot.lock()) return f;
    auto f = std::make_shared<const Font>(Font{face, 400});
    slot = f;
    ++loads_;
    return f;
  }

  std::size_t sweep() {
    std::unique_lock wr(mu_);
    return std::erase_if(live_, [](const auto& p) { return p.second.expired(); });
  }

 private:
  std::shared_mutex mu_;
  std::unordered_map<std::string, std::weak_ptr<const Font>> live_;
  std::uint64_t loads_ = 0;
};

struct Style {
  std::map<std::string, std::uint32_t> colours;
  int revision = 0;
};

class StyleHolder {
 public:
  std::shared_ptr<const Style> current() const { return cur_.load(); }

  void paint(const std::string& layer, std::uint32_t rgb) {
    std::shared_ptr<const Style> old = cur_.load();
    std::shared_ptr<const Style> next;
    do {
      auto s = std::make_shared<Style>(*old);
      s->colours[layer] = rgb;
      s->revision = old->revision + 1;
      next = std::move(s);
    } while (!cur_.compare_exchange_weak(old, next));
  }

 private:
  std::atomic<std::shared_ptr<const Style>> cur_{std::make_shared<const Style>()};
};

class GlyphIds {
 public:
  std::uint32_t idOf(std::string_view g) {
    std::lock_guard lk(mu_);
    auto [it, fresh] = ids_.try_emplace(std::string(g), next_);
    if (fresh) ++next_;
    return it->second;
  }

 private:
  std::mutex mu_;
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::uint32_t next_ = 1;
};

static void histogram(const std::vector<std::uint32_t>& in, std::vector<int>& bins) {
  for (std::uint32_t v : in) std::atomic_ref<int>(bins[v % bins.size()]).fetch_add(1);
}

class TileBuilder {
 public:
  explicit TileBuilder(std::shared_ptr<const Style> st) : style_(std::move(st)) {}
  std::size_t build(GlyphIds& ids, int n) {
    for (int i = 0; i < n; ++i) {
      out_.push_back(ids.idOf("g" + std::to_string(i % 50)));
      lastRevision_ = style_->revision;
      ++built_;
    }
    return out_.size();
  }
  const std::vector<std::uint32_t>& out() const { return out_; }

 private:
  std::shared_ptr<const Style> style_;
  std::vector<std::uint32_t> out_;
  int lastRevision_ = 0;
  int built_ = 0;
};

int main() {
  FontCache fonts;
  StyleHolder styles;
  GlyphIds ids;
  std::vector<int> bins(16, 0);
  std::vector<std::jthread> lanes;
  for (int lane = 0; lane < 4; ++lane)
    lanes.emplace_back([&, lane] {
      auto f = fonts.get(lane % 2 ? "serif" : "sans");
      styles.paint("road" + std::to_string(lane), 0xff0000u);
      auto tile = std::make_unique<TileBuilder>(styles.current());
      tile->build(ids, 200);
      histogram(tile->out(), bins);
      fonts.sweep();
    });
  lanes.clear();
  int sum = 0;
  for (int b : bins) sum += b;
  return sum == 800 && styles.current()->revision == 4 ? 0 : 1;
}
