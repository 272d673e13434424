// RUN: %tocsin %s
// STD: c++20
// Table cache and version set of the storage engine.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace lsm {

struct TableReader {
  std::string path;
  size_t footprint = 0;
};

struct FileMeta {
  uint64_t number;
  int level;
  uint64_t bytes;
};

struct Version {
  uint64_t epoch = 0;
  std::vector<FileMeta> files;
};

class TableCache {
public:
  explicit TableCache(size_t capacity) : capacity_(capacity) {}

  std::shared_ptr<TableReader> lookup(uint64_t number) {
    std::shared_lock rd(mu_);
    auto it = slots_.find(number);
    if (it == slots_.end())
      return nullptr;
    it->second.touched.store(tick_.fetch_add(1, std::memory_order_relaxed), std::memory_order_relaxed);
    ++it->second.hits; // EXPECT: lost-update
    return it->second.reader;
  }

  std::shared_ptr<TableReader> insert(uint64_t number, std::shared_ptr<TableReader> r) {
    std::unique_lock wr(mu_);
    auto [it, fresh] = slots_.try_emplace(number);
    if (fresh) {
      bytes_ += r->footprint;
      it->second.reader = std::move(r);
    }
    return it->second.reader;
  }

  void shrink() {
    std::optional<uint64_t> victim;
    {
      std::shared_lock rd(mu_);
      if (bytes_ <= capacity_)
        return;
      uint64_t oldest = UINT64_MAX;
      for (auto &[n, s] : slots_)
        if (auto t = s.touched.load(std::memory_order_relaxed); t < oldest)
          oldest = t, victim = n;
    }
    if (victim)
      erase(*victim);
  }

  void erase(uint64_t number) {
    std::unique_lock wr(mu_);
    auto it = slots_.find(number);
    if (it == slots_.end())
      return;
    bytes_ -= it->second.reader->footprint;
    slots_.erase(it);
  }

  uint64_t hitsOf(uint64_t number) {
    std::unique_lock wr(mu_);
    auto it = slots_.find(number);
    if (it == slots_.end())
      return 0;
    auto h = it->second.hits;
    it->second.hits = 0;
    return h;
  }

private:
  struct Slot {
    std::shared_ptr<TableReader> reader;
    std::atomic<uint64_t> touched{0};
    uint64_t hits = 0;
  };
  std::shared_mutex mu_;
  std::unordered_map<uint64_t, Slot> slots_;
  size_t bytes_ = 0;
  const size_t capacity_;
  std::atomic<uint64_t> tick_{0};
};

class VersionSet {
public:
  VersionSet() : current_(std::make_shared<const Version>()) {}

  std::shared_ptr<const Version> current() const { return current_.load(); }

  void apply(const std::vector<FileMeta> &added, const std::vector<uint64_t> &removed) {
    std::lock_guard<std::mutex> g(manifestMu_);
    auto cur = current_.load();
    auto next = std::make_shared<Version>(*cur);
    std::erase_if(next->files, [&](const FileMeta &f) {
      return std::find(removed.begin(), removed.end(), f.number) != removed.end();
    });
    next->files.insert(next->files.end(), added.begin(), added.end());
    ++next->epoch;
    current_.store(std::move(next));
  }

  bool dropFile(uint64_t number, TableCache &cache) {
    auto cur = current_.load();
    auto next = std::make_shared<Version>(*cur);
    if (std::erase_if(next->files, [&](const FileMeta &f) { return f.number == number; }) == 0)
      return false;
    ++next->epoch;
    current_.store(std::move(next)); // EXPECT: split-atomic
    cache.erase(number);
    return true;
  }

private:
  std::mutex manifestMu_;
  std::atomic<std::shared_ptr<const Version>> current_;
};

} // namespace lsm
