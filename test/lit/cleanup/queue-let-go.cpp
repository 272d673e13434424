// RUN: %tocsin %s
// A guard that was read under a lock, and a queue that is drained after it.
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>
using Clock = std::chrono::steady_clock;

struct Tree {
  std::filesystem::path dir;
  Clock::time_point sealed;
  int readers = 0;
  bool going = false;
};

class Trees {
public:
  std::filesystem::path enter(int n) {
    std::lock_guard<std::mutex> hold(mu);
    Tree &t = all[n];
    if (!t.going)
      ++t.readers;
    return t.dir;
  }

  void shrink(std::chrono::minutes keep) {
    std::vector<std::pair<int, std::filesystem::path>> old;
    {
      std::lock_guard<std::mutex> hold(mu);
      auto now = Clock::now();
      for (auto &[n, t] : all)
        if (t.readers == 0 && now - t.sealed > keep)
          old.emplace_back(n, t.dir);
    }
    for (auto &[n, dir] : old)
      std::filesystem::remove_all(dir); // EXPECT: timestamp-cleanup
  }

  void shrinkMarked(std::chrono::minutes keep) {
    std::vector<std::pair<int, std::filesystem::path>> old;
    {
      std::lock_guard<std::mutex> hold(mu);
      auto now = Clock::now();
      for (auto &[n, t] : all)
        if (t.readers == 0 && now - t.sealed > keep) {
          t.going = true;
          old.emplace_back(n, t.dir);
        }
    }
    for (auto &[n, dir] : old)
      std::filesystem::remove_all(dir);
  }

private:
  std::mutex mu;
  std::map<int, Tree> all;
};
