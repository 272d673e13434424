// RUN: %tocsin %s
// Judged in one place, destroyed in another without a second look.
#include <chrono>
#include <deque>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>
using Clock = std::chrono::system_clock;

struct Image {
  std::string path;
  Clock::time_point pulled;
  int mounts = 0;
};

struct Collector {
  std::mutex mu;
  std::vector<Image *> images;
  std::deque<Image *> doomed;

  void mark(std::chrono::hours keep) {
    std::lock_guard<std::mutex> hold(mu);
    for (Image *i : images)
      if (Clock::now() - i->pulled > keep)
        doomed.push_back(i);
  }
  void work() {
    while (!doomed.empty()) {
      Image *i = doomed.front();
      doomed.pop_front(); // EXPECT: check-then-act
      std::filesystem::remove_all(i->path); // EXPECT: timestamp-cleanup
    }
  }
};

struct CarefulCollector {
  std::mutex mu;
  std::vector<Image *> images;
  std::deque<Image *> doomed;

  void mark(std::chrono::hours keep) {
    std::lock_guard<std::mutex> hold(mu);
    for (Image *i : images)
      if (Clock::now() - i->pulled > keep)
        doomed.push_back(i);
  }
  void work() {
    while (!doomed.empty()) {
      std::lock_guard<std::mutex> hold(mu);
      Image *i = doomed.front();
      doomed.pop_front(); // EXPECT: check-then-act
      if (i->mounts > 0)
        continue;
      std::filesystem::remove_all(i->path);
    }
  }
};

void collectAndDelete(std::vector<Image *> &images, std::chrono::hours keep) {
  std::vector<std::string> old;
  for (Image *i : images)
    if (Clock::now() - i->pulled > keep)
      old.push_back(i->path);
  for (const std::string &path : old)
    std::filesystem::remove_all(path); // EXPECT: timestamp-cleanup
}

void collectUnmounted(std::vector<Image *> &images, std::chrono::hours keep) {
  std::vector<std::string> old;
  for (Image *i : images)
    if (Clock::now() - i->pulled > keep && i->mounts == 0)
      old.push_back(i->path);
  for (const std::string &path : old)
    std::filesystem::remove_all(path);
}
