// RUN: %tocsin %s
// STD: c++17
#include <chrono>
#include <filesystem>
#include <set>
#include <string>
namespace fs = std::filesystem;

void sweep(const fs::path &dir, std::chrono::hours keep) {
  auto now = fs::file_time_type::clock::now();
  for (const auto &e : fs::directory_iterator(dir))
    if (now - fs::last_write_time(e.path()) > keep)
      fs::remove_all(e.path()); // EXPECT: timestamp-cleanup
}

void sweepEntries(const fs::path &dir, std::chrono::hours keep) {
  auto cutoff = fs::file_time_type::clock::now() - keep;
  for (const auto &e : fs::directory_iterator(dir)) {
    if (e.last_write_time() >= cutoff)
      continue;
    fs::remove(e.path()); // EXPECT: timestamp-cleanup
  }
}

void sweepUnlessLive(const fs::path &dir, std::chrono::hours keep,
                     const std::set<std::string> &live) {
  auto now = fs::file_time_type::clock::now();
  for (const auto &e : fs::directory_iterator(dir)) {
    if (live.count(e.path().filename().string()))
      continue;
    if (now - e.last_write_time() > keep)
      fs::remove_all(e.path());
  }
}
