// RUN: %tocsin %s
// STD: c++20
// The guard hands its mode on to the lock, which chooses by it.

#include <mutex>
#include <pthread.h>
#include <thread>
#include <vector>

enum class Mode { Read, Write };

class Latch {
public:
  void acquire(Mode m) {
    if (m == Mode::Write)
      pthread_rwlock_wrlock(&rw);
    else
      pthread_rwlock_rdlock(&rw);
  }
  bool tryAcquire(Mode m) {
    return (m == Mode::Write ? pthread_rwlock_trywrlock(&rw)
                             : pthread_rwlock_tryrdlock(&rw)) == 0;
  }
  void release() { pthread_rwlock_unlock(&rw); }

private:
  pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
};

class Hold {
public:
  explicit Hold(Latch &l, Mode m = Mode::Read) : latch(l) { latch.acquire(m); }
  ~Hold() { latch.release(); }

private:
  Latch &latch;
};

struct Page {
  Latch latch;
  int stamp = 0;
};

class Pages {
public:
  void add(int n) {
    Hold h(latch, Mode::Write);
    dirty += n;
  }
  void settle(Page &p) {
    Hold own(p.latch, Mode::Write);
    p.stamp += 1;
    Hold h(latch);
    --dirty; // EXPECT: lost-update
  }
  void corrected(Page &p) {
    Hold own(p.latch, Mode::Write);
    p.stamp += 2;
    Hold h(latch, Mode::Write);
    --dirty;
  }
  void shared(Page &p) {
    Hold own(p.latch, Mode::Read);
    p.stamp += 3; // EXPECT: lost-update
  }
  bool tried(Page &p, int n) {
    if (!p.latch.tryAcquire(Mode::Write))
      return false;
    if (p.stamp < n)
      p.stamp = n;
    p.latch.release();
    return true;
  }
  bool triedShared(Page &p, int n) {
    if (!p.latch.tryAcquire(Mode::Read))
      return false;
    if (p.stamp < n)
      p.stamp = n; // EXPECT: lost-update
    p.latch.release();
    return true;
  }
  int count() {
    Hold h(latch);
    return dirty;
  }

private:
  Latch latch;
  int dirty = 0;
};

void run(Pages &ps, Page &p) {
  std::vector<std::jthread> t;
  for (int i = 0; i < 3; ++i)
    t.emplace_back([&] {
      ps.add(1);
      ps.settle(p);
      ps.corrected(p);
      ps.shared(p);
      ps.tried(p, 4);
      ps.triedShared(p, 5);
      ps.count();
    });
}
