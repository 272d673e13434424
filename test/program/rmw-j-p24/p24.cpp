// STD: c++20
// Streaming terrain for a flight simulator, chunks built on demand by TBB tasks.
#include <tbb/blocked_range.h>
#include <tbb/concurrent_hash_map.h>
#include <tbb/parallel_for.h>
#include <tbb/spin_rw_mutex.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <vector>

namespace terrain {

struct Chunk {
  int cx, cz;
  std::vector<float> height;
};

using ChunkPtr = std::shared_ptr<const Chunk>;

static ChunkPtr generate(int cx, int cz) {
  auto c = std::make_shared<Chunk>();
  c->cx = cx;
  c->cz = cz;
  c->height.resize(64 * 64);
  for (int i = 0; i < 64 * 64; ++i)
    c->height[size_t(i)] = float(std::sin(0.05 * (cx * 64 + i % 64)) * std::cos(0.05 * (cz * 64 + i / 64)));
  return c;
}

class ChunkStore {
  using Mutex = tbb::spin_rw_mutex;

 public:
  ChunkPtr fetch(int64_t key, int cx, int cz) {
    Mutex::scoped_lock lk(mu_, /*write=*/false);
    auto it = chunks_.find(key);
    if (it != chunks_.end()) return it->second;
    lk.upgrade_to_writer();
    ChunkPtr made = generate(cx, cz);
    chunks_[key] = made; // EXPECT: check-then-act
    resident_++;
    return made;
  }

  uint32_t biome(int64_t key) {
    Mutex::scoped_lock lk(mu_, false);
    auto it = biomes_.find(key);
    if (it != biomes_.end()) return it->second;
    if (!lk.upgrade_to_writer()) {
      it = biomes_.find(key);
      if (it != biomes_.end()) return it->second;
    }
    const uint32_t b = uint32_t(key * 2654435761u) % 9;
    biomes_.emplace(key, b);
    return b;
  }

  void drop(int64_t key) {
    Mutex::scoped_lock lk(mu_, true);
    if (chunks_.erase(key)) resident_--;
  }

  size_t resident() {
    Mutex::scoped_lock lk(mu_, false);
    return resident_;
  }

 private:
  Mutex mu_;
  std::map<int64_t, ChunkPtr> chunks_;
  std::map<int64_t, uint32_t> biomes_;
  size_t resident_ = 0;
};

using HitMap = tbb::concurrent_hash_map<int64_t, unsigned>;

static void touch(HitMap& hits, int64_t key) {
  HitMap::accessor a;
  if (hits.insert(a, key)) a->second = 0;
  a->second++;
}

}  // namespace terrain

int main() {
  terrain::ChunkStore store;
  terrain::HitMap hits;
  std::vector<float> max_h(256);
  double above_sea = 0;

  tbb::parallel_for(tbb::blocked_range<int>(0, 256), [&](const tbb::blocked_range<int>& r) {
    for (int i = r.begin(); i != r.end(); ++i) {
      const int cx = i % 16, cz = (i / 16) % 8;
      const int64_t key = int64_t(cx) << 32 | cz;
      auto c = store.fetch(key, cx, cz);
      terrain::touch(hits, key + store.biome(key));
      for (float h : c->height) {
        if (h > max_h[size_t(i)]) max_h[size_t(i)] = h;
        if (h > 0) above_sea += h; // EXPECT: lost-update
      }
      if (i % 31 == 0) store.drop(key);
    }
  });
  std::printf("%zu chunks, %zu hits, %.1f\n", store.resident(), hits.size(), above_sea);
}
