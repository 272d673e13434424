// STD: c++20
#include "rwlatch.h"

namespace mq {

void RwLatch::lockRead() {
  std::unique_lock<std::mutex> lk(m_);
  while (writer_)
    cv_.wait(lk);
  ++readers_;
}

void RwLatch::unlockRead() {
  std::lock_guard<std::mutex> lk(m_);
  if (--readers_ == 0)
    cv_.notify_all();
}

void RwLatch::lockWrite() {
  std::unique_lock<std::mutex> lk(m_);
  while (writer_ || readers_ > 0)
    cv_.wait(lk);
  writer_ = true;
}

void RwLatch::unlockWrite() {
  std::lock_guard<std::mutex> lk(m_);
  writer_ = false;
  cv_.notify_all();
}

bool RwLatch::upgrade() {
  std::unique_lock<std::mutex> lk(m_);
  if (readers_ == 1) {
    readers_ = 0;
    writer_ = true;
    return true;
  }
  --readers_;
  while (writer_ || readers_ > 0)
    cv_.wait(lk);
  writer_ = true;
  return false;
}

} // namespace mq
