// STD: c++20
#include "pool.h"
#include <algorithm>
#include <cstring>

namespace bp {

Frame *BufferPool::fetch(PageNo no) {
  {
    LatchGuard g(mapLatch_, LatchMode::Shared);
    auto it = frames_.find(no);
    if (it != frames_.end())
      return it->second.get();
  }
  auto f = std::make_unique<Frame>();
  f->page = no;
  f->data.resize(8192);
  LatchGuard g(mapLatch_, LatchMode::Exclusive);
  auto [it, fresh] = frames_.try_emplace(no, std::move(f));
  return it->second.get();
}

void BufferPool::stamp(Frame &f, Lsn lsn) {
  LatchGuard g(f.latch, LatchMode::Shared);
  if (f.lsn < lsn)
    f.lsn = lsn; // EXPECT: lost-update
}

void BufferPool::markDirty(Frame &f, Lsn lsn) {
  if (f.firstDirty != 0)
    return;
  f.firstDirty = lsn;
  LatchGuard g(mapLatch_, LatchMode::Exclusive);
  ++dirty_;
}

void BufferPool::write(Frame &f, size_t off, const std::byte *src, size_t n, Lsn lsn) {
  LatchGuard g(f.latch, LatchMode::Exclusive);
  std::memcpy(f.data.data() + off, src, n);
  f.lsn = std::max(f.lsn, lsn);
  markDirty(f, lsn);
}

size_t BufferPool::dirtyPages() {
  LatchGuard g(mapLatch_);
  return dirty_;
}

} // namespace bp
