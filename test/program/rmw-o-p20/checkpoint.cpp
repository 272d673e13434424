// STD: c++20
#include "pool.h"
#include <thread>
#include <unistd.h>

namespace bp {

static void writeOut(const Frame &f) { (void)!::pwrite(3, f.data.data(), f.data.size(), off_t(f.page * f.data.size())); }

Lsn BufferPool::settle(Frame &f) {
  LatchGuard own(f.latch, LatchMode::Exclusive);
  if (f.firstDirty == 0)
    return f.lsn;
  writeOut(f);
  f.firstDirty = 0;
  LatchGuard g(mapLatch_);
  --dirty_; // EXPECT: lost-update
  return f.lsn;
}

bool BufferPool::tryStamp(Frame &f, Lsn lsn) {
  if (!f.latch.tryAcquire(LatchMode::Exclusive))
    return false;
  if (f.lsn < lsn)
    f.lsn = lsn;
  f.latch.release();
  return true;
}

Lsn BufferPool::checkpoint() {
  std::vector<Frame *> todo;
  Lsn low = UINT64_MAX;
  {
    LatchGuard g(mapLatch_, LatchMode::Shared);
    for (auto &[no, f] : frames_)
      todo.push_back(f.get());
  }
  for (Frame *f : todo) {
    Lsn at = settle(*f);
    if (at < low)
      low = at;
  }
  return low;
}

void runCheckpointers(BufferPool &pool, unsigned n) {
  std::vector<std::jthread> ts;
  for (unsigned i = 0; i < n; ++i)
    ts.emplace_back([&pool] { pool.checkpoint(); });
}

} // namespace bp
