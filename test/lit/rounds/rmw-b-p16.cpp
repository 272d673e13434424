// RUN: %tocsin %s
// STD: c++20
// Plugin registry with lazily built tables.
#include <atomic>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Codec {
  std::string name;
  int quality;
};

class Registry {
 public:
  static Registry* instance() {
    if (!self_) {
      std::lock_guard<std::mutex> g(self_mu_);
      if (!self_) self_ = new Registry(); // EXPECT: check-then-act
    }
    return self_;
  }

  bool add(const std::string& kind, std::function<int(int)> fn) {
    std::lock_guard<std::mutex> g(mu_);
    return makers_.emplace(kind, std::move(fn)).second;
  }

  int run(const std::string& kind, int v) {
    std::function<int(int)> fn;
    {
      std::lock_guard<std::mutex> g(mu_);
      auto it = makers_.find(kind);
      if (it == makers_.end()) return -1;
      fn = it->second;
    }
    return fn(v);
  }

 private:
  Registry() = default;
  static Registry* self_;
  static std::mutex self_mu_;
  std::mutex mu_;
  std::map<std::string, std::function<int(int)>> makers_;
};

Registry* Registry::self_ = nullptr;
std::mutex Registry::self_mu_;

class Catalog {
 public:
  const std::vector<Codec>& codecs() {
    auto* p = table_.load(std::memory_order_acquire);
    if (p == nullptr) {
      std::lock_guard<std::mutex> g(mu_);
      p = table_.load(std::memory_order_relaxed);
      if (p == nullptr) {
        p = new std::vector<Codec>{{"jpeg", 80}, {"webp", 75}, {"avif", 60}};
        table_.store(p, std::memory_order_release);
      }
    }
    return *p;
  }
  ~Catalog() { delete table_.load(); }

 private:
  std::mutex mu_;
  std::atomic<std::vector<Codec>*> table_{nullptr};
};

static const Codec* fallback_codec() {
  static Codec* codec;
  if (codec == nullptr) codec = new Codec{"raw", 100}; // EXPECT: check-then-act
  return codec;
}

static const std::map<int, std::string>& error_names() {
  static const std::map<int, std::string> names = {{1, "busy"}, {2, "corrupt"}};
  return names;
}

int main() {
  Catalog catalog;
  std::vector<std::thread> loaders;
  for (int t = 0; t < 4; ++t) {
    loaders.emplace_back([&catalog, t] {
      Registry* reg = Registry::instance();
      for (const auto& c : catalog.codecs())
        reg->add(c.name, [q = c.quality](int v) { return v * q / 100; });
      int q = fallback_codec()->quality + static_cast<int>(error_names().size());
      std::printf("loader %d: %d\n", t, reg->run("webp", q));
    });
  }
  for (auto& l : loaders) l.join();
  return 0;
}
