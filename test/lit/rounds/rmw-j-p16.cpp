// RUN: %tocsin %s
// STD: c++20
// Counting sketch for k-mers of long-read sequencing runs.
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace kmer {

constexpr unsigned kDepth = 4;
constexpr uint32_t kSaturated = 0xffff;

inline uint64_t mix(uint64_t h, unsigned row) {
  h ^= row * 0x9e3779b97f4a7c15ull;
  h ^= h >> 31;
  h *= 0xbf58476d1ce4e5b9ull;
  return h ^ (h >> 29);
}

class Sketch {
 public:
  explicit Sketch(size_t width) : width_(width), cells_(width * kDepth) {}

  void add(uint64_t code) {
    for (unsigned r = 0; r < kDepth; ++r)
      std::atomic_ref<uint32_t>(cell(code, r)).fetch_add(1, std::memory_order_relaxed);
  }

  void add_capped(uint64_t code) {
    for (unsigned r = 0; r < kDepth; ++r) {
      std::atomic_ref<uint32_t> c(cell(code, r));
      const uint32_t v = c.load(std::memory_order_relaxed);
      if (v < kSaturated)
        c.store(v + 1, std::memory_order_relaxed); // EXPECT: split-atomic
    }
  }

  void add_weighted(uint64_t code, uint32_t weight) {
    for (unsigned r = 0; r < kDepth; ++r) {
      std::atomic_ref<uint32_t> c(cell(code, r));
      uint32_t v = c.load(std::memory_order_relaxed);
      while (v + weight < kSaturated &&
             !c.compare_exchange_weak(v, v + weight, std::memory_order_relaxed)) {
      }
    }
  }

  void add_adapter_hit(uint64_t code) {
    cell(code, 0)++; // EXPECT: lost-update
  }

  uint32_t estimate(uint64_t code) {
    uint32_t best = UINT32_MAX;
    for (unsigned r = 0; r < kDepth; ++r) {
      const uint32_t v = std::atomic_ref<uint32_t>(cell(code, r)).load(std::memory_order_relaxed);
      if (v < best) best = v;
    }
    return best;
  }

  // Single-threaded: called between runs.
  void halve() {
    for (auto& c : cells_) c /= 2;
  }

 private:
  uint32_t& cell(uint64_t code, unsigned row) {
    return cells_[row * width_ + mix(code, row) % width_];
  }
  size_t width_;
  std::vector<uint32_t> cells_;
};

inline uint64_t encode(std::string_view s) {
  uint64_t v = 0;
  for (char c : s) v = v << 2 | ((c >> 1) & 3);
  return v;
}

}  // namespace kmer

static void scan(kmer::Sketch& sk, std::string_view read, unsigned k) {
  static constexpr std::string_view adapter = "AGATCGGAAGAGC";
  for (size_t i = 0; i + k <= read.size(); ++i) {
    auto window = read.substr(i, k);
    const uint64_t code = kmer::encode(window);
    switch (i % 3) {
      case 0: sk.add(code); break;
      case 1: sk.add_capped(code); break;
      default: sk.add_weighted(code, 2); break;
    }
    if (adapter.starts_with(window)) sk.add_adapter_hit(code);
  }
}

int main() {
  kmer::Sketch sk(1 << 16);
  std::vector<std::string> reads(64, std::string("ACGTAGATCGGAAGAGCTTAACG"));
  {
    std::vector<std::jthread> lanes;
    for (unsigned w = 0; w < 8; ++w)
      lanes.emplace_back([&sk, &reads, w] {
        for (size_t i = w; i < reads.size(); i += 8) scan(sk, reads[i], 11);
      });
  }
  sk.halve();
  std::printf("%u\n", sk.estimate(kmer::encode("AGATCGGAAGA")));
}
