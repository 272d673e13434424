// RUN: %tocsin %s
// STD: c++20
// Word counting over shards; every worker fills its own slot.
#include <atomic>
#include <cstdio>
#include <map>
#include <string>
#include <thread>
#include <vector>

struct alignas(64) Slot {
  long words = 0;
  long longest = 0;
  std::map<std::string, long> freq;
};

static std::atomic<long> g_flushed{0};
static long g_shards = 0;
static long g_total = 0;

class ScratchCounter {
 public:
  void hit() {
    if (++pending_ == 64) flush();
  }
  void flush() {
    g_flushed.fetch_add(pending_, std::memory_order_relaxed);
    pending_ = 0;
  }

 private:
  long pending_ = 0;
};

static thread_local ScratchCounter t_counter;
static thread_local std::map<std::string, int> t_stems;

static int stem_length(const std::string& w) {
  auto it = t_stems.find(w);
  if (it == t_stems.end()) {
    it = t_stems.emplace(w, static_cast<int>(w.size())).first;
  }
  return it->second;
}

static void count_shard(const std::vector<std::string>& shard, Slot& out) {
  for (const auto& w : shard) {
    out.words++;
    out.freq[w] += 1;
    int n = stem_length(w);
    if (n > out.longest) out.longest = n;
    t_counter.hit();
  }
  t_counter.flush();
}

int main() {
  std::vector<std::vector<std::string>> shards;
  for (int s = 0; s < 4; ++s) {
    std::vector<std::string> words;
    for (int i = 0; i < 1000; ++i) words.push_back("w" + std::to_string(i * (s + 3) % 37));
    shards.push_back(std::move(words));
    g_shards++;
  }

  std::vector<Slot> slots(shards.size());
  std::vector<std::thread> workers;
  for (size_t i = 0; i < shards.size(); ++i) {
    workers.emplace_back([&slots, &shards, i] { count_shard(shards[i], slots[i]); });
  }
  for (auto& w : workers) w.join();

  std::map<std::string, long> merged;
  long longest = 0;
  for (const auto& s : slots) {
    g_total += s.words;
    if (s.longest > longest) longest = s.longest;
    for (const auto& kv : s.freq) {
      if (merged.find(kv.first) == merged.end()) merged[kv.first] = 0;
      merged[kv.first] += kv.second;
    }
  }
  if (g_flushed.load() != g_total) g_flushed.store(g_total);
  std::printf("%ld shards, %ld words, %zu distinct, longest %ld\n", g_shards, g_total, merged.size(),
              longest);
  return 0;
}
