// RUN: %tocsin %s
// STD: c++20
// A helper asks how many hold it: who goes by its answer has asked. One that
// lowers the count and is not listened to has not.
#include <atomic>
#include <ctime>
#include <memory>
#include <mutex>
#include <string>
#include <unistd.h>
#include <vector>

struct Tape {
  std::string reel;
  time_t recorded;
};

static bool ripe(const std::shared_ptr<Tape> &t, time_t limit) {
  if (time(nullptr) - t->recorded <= limit)
    return false;
  return t.use_count() == 1;
}

static bool aged(const std::shared_ptr<Tape> &t, time_t limit) {
  return time(nullptr) - t->recorded > limit;
}

struct Archive {
  std::mutex m;
  std::vector<std::shared_ptr<Tape>> tapes;

  std::shared_ptr<Tape> lend(size_t i) {
    std::lock_guard<std::mutex> g(m);
    return tapes[i];
  }
  void wipeRipe(time_t limit) {
    std::lock_guard<std::mutex> g(m);
    for (auto &t : tapes)
      if (ripe(t, limit))
        unlink(t->reel.c_str());
  }
  void wipeAged(time_t limit) {
    std::lock_guard<std::mutex> g(m);
    for (auto &t : tapes)
      if (aged(t, limit))
        unlink(t->reel.c_str()); // EXPECT: timestamp-cleanup
  }
};

class Snapshot {
public:
  void hold() { holders.fetch_add(1); }
  bool drop() { return holders.fetch_sub(1) == 1; }
  std::string file;
  time_t taken;

private:
  std::atomic<int> holders{1};
};

void retire(Snapshot *s) {
  if (time(nullptr) - s->taken > 600 && s->drop())
    unlink(s->file.c_str());
}

void retireLoudly(Snapshot *s) {
  if (time(nullptr) - s->taken > 600) {
    s->drop();
    unlink(s->file.c_str()); // EXPECT: timestamp-cleanup
  }
}
