#pragma once
#include "latch.h"
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace bp {

using PageNo = uint64_t;
using Lsn = uint64_t;

struct Frame {
  Latch latch;
  PageNo page = 0;
  Lsn lsn = 0;
  Lsn firstDirty = 0;
  std::vector<std::byte> data;
};

class BufferPool {
public:
  Frame *fetch(PageNo no);
  void stamp(Frame &f, Lsn lsn);
  void write(Frame &f, size_t off, const std::byte *src, size_t n, Lsn lsn);
  bool tryStamp(Frame &f, Lsn lsn);
  Lsn settle(Frame &f);
  size_t dirtyPages();
  Lsn checkpoint();

private:
  void markDirty(Frame &f, Lsn lsn);

  Latch mapLatch_;
  std::unordered_map<PageNo, std::unique_ptr<Frame>> frames_;
  size_t dirty_ = 0;
};

} // namespace bp
