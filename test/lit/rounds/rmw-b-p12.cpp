// RUN: %tocsin %s
// STD: c++20
// Thumbnail cache holding weak references to decoded images.
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Thumb {
  int width = 128;
  int height = 96;
  std::vector<unsigned char> pixels;
};

class ThumbCache {
 public:
  std::shared_ptr<Thumb> open(const std::string& path) {
    std::lock_guard<std::mutex> g(mu_);
    auto& slot = slots_[path];
    if (auto live = slot.lock()) return live;
    auto made = decode(path);
    slot = made;
    return made;
  }

  std::weak_ptr<Thumb> peek(const std::string& path) const {
    std::lock_guard<std::mutex> g(mu_);
    auto it = slots_.find(path);
    return it == slots_.end() ? std::weak_ptr<Thumb>() : it->second;
  }

  size_t sweep() {
    std::lock_guard<std::mutex> g(mu_);
    size_t n = 0;
    for (auto it = slots_.begin(); it != slots_.end();) {
      if (it->second.expired()) {
        it = slots_.erase(it);
        ++n;
      } else {
        ++it;
      }
    }
    return n;
  }

 private:
  static std::shared_ptr<Thumb> decode(const std::string& path) {
    auto t = std::make_shared<Thumb>();
    t->pixels.assign(64, static_cast<unsigned char>(path.size()));
    return t;
  }

  mutable std::mutex mu_;
  std::map<std::string, std::weak_ptr<Thumb>> slots_;
};

static int layout_width(const ThumbCache& cache, const std::string& path) {
  std::weak_ptr<Thumb> ref = cache.peek(path);
  if (ref.expired()) return 0;
  return ref.lock()->width; // EXPECT: check-then-act
}

static int layout_height(const ThumbCache& cache, const std::string& path) {
  auto t = cache.peek(path).lock();
  return t ? t->height : 0;
}

static std::shared_ptr<Thumb> dim(std::shared_ptr<Thumb> t) {
  if (t.use_count() != 1) t = std::make_shared<Thumb>(*t);
  for (auto& px : t->pixels) px /= 2; // EXPECT-MISS: check-then-act
  return t;
}

int main() {
  ThumbCache cache;
  std::vector<std::thread> views;
  for (int v = 0; v < 4; ++v) {
    views.emplace_back([&cache, v] {
      long area = 0;
      for (int i = 0; i < 400; ++i) {
        const std::string path = "/photos/" + std::to_string((i + v) % 16) + ".jpg";
        auto t = cache.open(path);
        area += layout_width(cache, path) * layout_height(cache, path);
        t = dim(std::move(t));
        area += layout_width(cache, "/photos/" + std::to_string(i % 16) + ".jpg");
        area += t->pixels.front();
      }
      std::printf("view %d: %ld\n", v, area);
    });
  }
  for (auto& v : views) v.join();
  std::printf("swept %zu\n", cache.sweep());
  return 0;
}
