// RUN: %tocsin %s
// STD: c++20
// Predicates as function objects and generic lambdas; the newest are kept.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>
namespace fs = std::filesystem;
using C = std::chrono::steady_clock;
struct Stream {
  int fd;
  C::time_point last_read;
  std::atomic<int> readers;
  ~Stream();
};
struct Old {
  C::time_point cut;
  bool operator()(const std::unique_ptr<Stream> &s) const {
    return s->last_read < cut;
  }
};
struct Streams {
  std::mutex m;
  std::vector<std::unique_ptr<Stream>> v;
  Stream *at(int i) {
    std::lock_guard<std::mutex> g(m);
    return v[i].get();
  }
  void trim(std::chrono::seconds s) {
    std::lock_guard<std::mutex> g(m);
    v.erase(std::remove_if(v.begin(), v.end(), Old{C::now() - s}), // EXPECT: timestamp-cleanup
            v.end());
  }
  void trim2(std::chrono::seconds s) {
    std::lock_guard<std::mutex> g(m);
    auto now = C::now();
    v.erase(std::remove_if(v.begin(), v.end(), // EXPECT: timestamp-cleanup
                           [&](auto &p) { return now - p->last_read > s; }),
            v.end());
  }
  void trim3(std::chrono::seconds s) {
    std::lock_guard<std::mutex> g(m);
    auto now = C::now();
    v.erase(std::remove_if(v.begin(), v.end(),
                           [&](auto &p) {
                             return p->readers == 0 && now - p->last_read > s;
                           }),
            v.end());
  }
};
void keepNewest(const fs::path &dir, std::size_t n) {
  std::vector<fs::directory_entry> es(fs::directory_iterator(dir),
                                      fs::directory_iterator{});
  std::sort(es.begin(), es.end(), [](const auto &a, const auto &b) {
    return a.last_write_time() > b.last_write_time();
  });
  for (std::size_t i = n; i < es.size(); ++i)
    fs::remove(es[i].path()); // EXPECT: timestamp-cleanup, file-toctou
}
void keepNewestPinned(const fs::path &dir, std::size_t n,
                      const std::set<std::string> &pinned) {
  std::vector<fs::directory_entry> es(fs::directory_iterator(dir),
                                      fs::directory_iterator{});
  std::sort(es.begin(), es.end(),
            [](const fs::directory_entry &a, const fs::directory_entry &b) {
              return a.last_write_time() > b.last_write_time();
            });
  for (std::size_t i = n; i < es.size(); ++i) {
    if (pinned.count(es[i].path().string()))
      continue;
    fs::remove(es[i].path());
  }
}
