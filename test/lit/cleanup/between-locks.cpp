// RUN: %tocsin %s
// STD: c++20
// Asked under one lock, destroyed after it was given back.
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
namespace fs = std::filesystem;
using C = std::chrono::steady_clock;
struct Snap {
  fs::path dir;
  C::time_point taken;
  int mounts = 0;
  bool removing = false;
};
struct Snaps {
  std::mutex m;
  std::map<std::string, std::shared_ptr<Snap>> all;
  void prune(std::chrono::hours keep) {
    std::vector<std::shared_ptr<Snap>> victims;
    {
      std::lock_guard<std::mutex> g(m);
      for (auto &kv : all)
        if (kv.second->mounts == 0 && C::now() - kv.second->taken > keep)
          victims.push_back(kv.second);
    }
    for (auto &s : victims)
      fs::remove_all(s->dir); // EXPECT: timestamp-cleanup
  }
  void pruneMarked(std::chrono::hours keep) {
    std::vector<std::shared_ptr<Snap>> victims;
    {
      std::lock_guard<std::mutex> g(m);
      for (auto it = all.begin(); it != all.end();) {
        auto &s = it->second;
        if (s->mounts == 0 && C::now() - s->taken > keep) {
          victims.push_back(s);
          it = all.erase(it);
        } else
          ++it;
      }
    }
    for (auto &s : victims)
      fs::remove_all(s->dir);
  }
  void pruneOwned(std::chrono::hours keep) {
    std::lock_guard<std::mutex> g(m);
    for (auto &kv : all)
      if (kv.second.use_count() == 1 && C::now() - kv.second->taken > keep)
        fs::remove_all(kv.second->dir);
  }
  // The answer is kept in a variable.
  void dropKept(Snap &s, std::chrono::hours keep) {
    bool idle;
    {
      std::lock_guard<std::mutex> g(m);
      idle = C::now() - s.taken > keep && s.mounts == 0;
    }
    if (idle)
      fs::remove_all(s.dir); // EXPECT: timestamp-cleanup
  }
  void dropKeptMarked(Snap &s, std::chrono::hours keep) {
    bool idle;
    {
      std::lock_guard<std::mutex> g(m);
      idle = C::now() - s.taken > keep && s.mounts == 0;
      if (idle)
        s.removing = true;
    }
    if (idle)
      fs::remove_all(s.dir);
  }
  bool mount(const std::string &n) {
    std::lock_guard<std::mutex> g(m);
    auto it = all.find(n);
    if (it == all.end() || it->second->removing)
      return false;
    it->second->mounts++;
    return true;
  }
  void umount(const std::string &n) {
    std::lock_guard<std::mutex> g(m);
    all[n]->mounts--;
  }
};
