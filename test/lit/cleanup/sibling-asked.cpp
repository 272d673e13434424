// RUN: %tocsin %s
// Two objects hang on one record: the users of one say nothing of the other.
#include <ctime>
#include <map>
#include <mutex>
#include <string>
#include <unistd.h>

struct Tape {
  int fd = -1;
  int readers = 0;
  std::time_t written = 0;
};

struct Channel {
  Tape *live = nullptr;
  Tape *archive = nullptr;
};

class Station {
public:
  Tape *read(const std::string &n) {
    std::lock_guard<std::mutex> g(mu);
    Tape *t = all[n].archive;
    ++t->readers;
    return t;
  }
  void done(Tape *t) {
    std::lock_guard<std::mutex> g(mu);
    --t->readers;
  }
  void trimByLive(std::time_t before) {
    std::lock_guard<std::mutex> g(mu);
    for (auto &[n, c] : all) {
      Tape *t = c.archive;
      if (!t || (c.live && c.live->readers != 0) || t->written >= before)
        continue;
      c.archive = nullptr;
      drop(t); // EXPECT: timestamp-cleanup
    }
  }
  void trim(std::time_t before) {
    std::lock_guard<std::mutex> g(mu);
    for (auto &[n, c] : all) {
      Tape *t = c.archive;
      if (!t || t->readers != 0 || t->written >= before)
        continue;
      c.archive = nullptr;
      drop(t);
    }
  }

private:
  static void drop(Tape *t) {
    ::close(t->fd);
    delete t;
  }
  std::mutex mu;
  std::map<std::string, Channel> all;
};
