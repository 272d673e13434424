// RUN: %tocsin %s
// STD: c++20
// Compared with the current generation, or with the slowest reader.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
namespace fs = std::filesystem;
struct Plan {
  std::uint64_t generation;
  fs::path dir;
  std::atomic<int> appliers{0};
};
struct Planner {
  std::mutex m;
  std::vector<Plan *> plans;
  std::uint64_t current = 0;
  std::map<int, std::uint64_t> readers;
  void cleanup() {
    std::lock_guard<std::mutex> g(m);
    for (Plan *p : plans)
      if (p->generation < current)
        fs::remove_all(p->dir); // EXPECT: timestamp-cleanup
  }
  void cleanupUnused() {
    std::lock_guard<std::mutex> g(m);
    for (Plan *p : plans)
      if (p->generation < current && p->appliers.load() == 0)
        fs::remove_all(p->dir);
  }
  void cleanupBelowReaders() {
    std::lock_guard<std::mutex> g(m);
    std::uint64_t low = current;
    for (auto &r : readers)
      low = std::min(low, r.second);
    for (Plan *p : plans)
      if (p->generation < low)
        fs::remove_all(p->dir);
  }
};
