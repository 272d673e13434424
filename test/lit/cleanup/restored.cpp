// RUN: %tocsin %s
// A note of when it was thrown away; the mark itself may be taken off again.
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

using Clock = std::chrono::steady_clock;

struct Album {
  std::filesystem::path dir;
  bool deleted = false;
};

struct Note {
  std::string name;
  std::filesystem::path dir;
  Clock::time_point deletedAt;
};

class Library {
public:
  void discard(const std::string &name) {
    std::lock_guard<std::mutex> g(mu);
    Album &a = albums[name];
    a.deleted = true;
    notes.push_back({name, a.dir, Clock::now()});
  }
  void restore(const std::string &name) {
    std::lock_guard<std::mutex> g(mu);
    albums[name].deleted = false;
  }
  void purge(std::chrono::hours keep) {
    std::lock_guard<std::mutex> g(mu);
    for (const Note &n : notes)
      if (Clock::now() - n.deletedAt > keep)
        std::filesystem::remove_all(n.dir); // EXPECT: timestamp-cleanup
  }
  void purgeDeleted(std::chrono::hours keep) {
    std::lock_guard<std::mutex> g(mu);
    for (const Note &n : notes)
      if (Clock::now() - n.deletedAt > keep && albums[n.name].deleted)
        std::filesystem::remove_all(n.dir);
  }

private:
  std::mutex mu;
  std::map<std::string, Album> albums;
  std::vector<Note> notes;
};
