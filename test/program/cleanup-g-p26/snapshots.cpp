// STD: c++20
#include "mvcc.h"

namespace kv {

Timestamp SnapshotList::acquire() {
  std::lock_guard<std::mutex> lk(mu_);
  open_.insert(last_);
  return last_;
}

void SnapshotList::release(Timestamp ts) {
  std::lock_guard<std::mutex> lk(mu_);
  auto it = open_.find(ts);
  if (it != open_.end()) open_.erase(it);
}

Timestamp SnapshotList::oldest() const {
  std::lock_guard<std::mutex> lk(mu_);
  return open_.empty() ? last_ : *open_.begin();
}

Timestamp SnapshotList::nextCommit() {
  std::lock_guard<std::mutex> lk(mu_);
  return ++last_;
}

}  // namespace kv
