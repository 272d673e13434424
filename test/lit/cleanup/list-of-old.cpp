// RUN: %tocsin %s
// STD: c++17
// One function makes a list of what is old, another destroys what is on it.
#include <ctime>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>
namespace fs = std::filesystem;

struct Track {
  fs::path file;
  std::time_t made;
  int players = 0;
};

class Tracks {
public:
  std::vector<fs::path> olderThan(std::time_t limit) {
    std::lock_guard<std::mutex> g(mu_);
    std::vector<fs::path> out;
    for (auto &[id, t] : all_)
      if (t.made < limit)
        out.push_back(t.file);
    return out;
  }
  void unplayed(std::time_t limit, std::vector<fs::path> &out) {
    std::lock_guard<std::mutex> g(mu_);
    for (auto &[id, t] : all_)
      if (t.made < limit && t.players == 0)
        out.push_back(t.file);
  }
  std::vector<fs::path> named(const std::string &id) {
    std::vector<fs::path> out;
    if (auto it = all_.find(id); it != all_.end())
      out.push_back(it->second.file);
    return out;
  }
  bool isUnplayed(const fs::path &p) {
    std::lock_guard<std::mutex> g(mu_);
    auto it = all_.find(p.string());
    return it != all_.end() && it->second.players == 0;
  }
  void play(const std::string &id) {
    std::lock_guard<std::mutex> g(mu_);
    ++all_[id].players;
  }

private:
  std::mutex mu_;
  std::map<std::string, Track> all_;
};

void sweep(Tracks &t, std::time_t limit) {
  for (auto &p : t.olderThan(limit))
    fs::remove(p); // EXPECT: timestamp-cleanup
}

void sweepUnplayed(Tracks &t, std::time_t limit) {
  std::vector<fs::path> old;
  t.unplayed(limit, old);
  for (auto &p : old)
    fs::remove(p); // EXPECT: timestamp-cleanup
}

void sweepAsking(Tracks &t, std::time_t limit) {
  for (auto &p : t.olderThan(limit))
    if (t.isUnplayed(p))
      fs::remove(p);
}

void removeNamed(Tracks &t, const std::string &id) {
  for (auto &p : t.named(id))
    fs::remove(p);
}
