#pragma once
#include <condition_variable>
#include <mutex>

namespace mq {

// Reader/writer latch with upgrade.
class RwLatch {
public:
  void lockRead();
  void unlockRead();
  void lockWrite();
  void unlockWrite();
  // Reader becomes writer. False when other readers had to be let out first,
  // in which case writers may have run in between.
  bool upgrade();

private:
  std::mutex m_;
  std::condition_variable cv_;
  int readers_ = 0;
  bool writer_ = false;
};

class Scope {
public:
  enum Kind { Read, Write };
  Scope(RwLatch &l, Kind k) : latch_(l), write_(k == Write) {
    if (write_)
      latch_.lockWrite();
    else
      latch_.lockRead();
  }
  ~Scope() {
    if (write_)
      latch_.unlockWrite();
    else
      latch_.unlockRead();
  }
  Scope(const Scope &) = delete;
  Scope &operator=(const Scope &) = delete;

  bool upgrade() {
    write_ = true;
    return latch_.upgrade();
  }

private:
  RwLatch &latch_;
  bool write_;
};

} // namespace mq
