// RUN: %tocsin %s
// STD: c++17
// All but the newest N go; an older one may be what somebody is reading.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>
namespace fs = std::filesystem;

struct Snapshot {
  fs::path path;
  long created;
};

void prune(std::vector<Snapshot> &all, size_t keep) {
  std::sort(all.begin(), all.end(), [](const Snapshot &a, const Snapshot &b) {
    return a.created > b.created;
  });
  for (size_t i = keep; i < all.size(); ++i)
    fs::remove_all(all[i].path); // EXPECT: timestamp-cleanup
}

void pruneUnpinned(std::vector<Snapshot> &all, size_t keep,
                   const std::set<std::string> &pinned) {
  std::sort(all.begin(), all.end(), [](const Snapshot &a, const Snapshot &b) {
    return a.created > b.created;
  });
  for (size_t i = keep; i < all.size(); ++i)
    if (!pinned.count(all[i].path.string()))
      fs::remove_all(all[i].path);
}

static std::vector<Snapshot> newestFirst(const fs::path &in) {
  std::vector<Snapshot> all;
  for (const auto &e : fs::directory_iterator(in))
    all.push_back({e.path(), 0});
  std::sort(all.begin(), all.end(), [](const Snapshot &a, const Snapshot &b) {
    return a.created > b.created;
  });
  return all;
}

void pruneListed(const fs::path &in, size_t keep) {
  std::vector<Snapshot> all = newestFirst(in);
  for (size_t i = keep; i < all.size(); ++i)
    fs::remove_all(all[i].path); // EXPECT: timestamp-cleanup
}
