// RUN: %tocsin %s
// The element that goes is not the one beside it.
#include <cstdio>
#include <ctime>
#include <mutex>
#include <vector>

struct Segment {
  char name[64];
  time_t sealed;
  int readers;
};

class Journal {
public:
  void open(size_t i) {
    std::lock_guard<std::mutex> g(mu);
    ++all[i].readers;
  }
  void close(size_t i) {
    std::lock_guard<std::mutex> g(mu);
    --all[i].readers;
  }

  void dropAfterMerge(time_t limit) {
    std::lock_guard<std::mutex> g(mu);
    for (size_t i = 0; i + 1 < all.size(); ++i) {
      Segment &older = all[i];
      Segment &newer = all[i + 1];
      if (older.sealed < limit && newer.readers == 0)
        std::remove(older.name); // EXPECT: timestamp-cleanup
    }
  }

  void dropUnread(time_t limit) {
    std::lock_guard<std::mutex> g(mu);
    for (size_t i = 0; i + 1 < all.size(); ++i) {
      Segment &older = all[i];
      Segment &newer = all[i + 1];
      if (older.sealed < limit && newer.readers == 0 && older.readers == 0)
        std::remove(older.name);
    }
  }

private:
  std::mutex mu;
  std::vector<Segment> all;
};

void dropBefore(Segment *s, int n, time_t limit) {
  for (int i = 1; i < n; ++i)
    if (s[i - 1].sealed < limit && s[i].readers == 0)
      std::remove(s[i - 1].name); // EXPECT: timestamp-cleanup
}

void dropEach(Segment *s, int n, time_t limit) {
  for (int i = 1; i < n; ++i)
    if (s[i - 1].sealed < limit && s[i - 1].readers == 0)
      std::remove(s[i - 1].name);
}
