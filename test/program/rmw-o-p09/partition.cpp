// STD: c++20
#include "partition.h"
#include <thread>

namespace mq {

uint64_t Partition::append(const std::string &msg) {
  Scope w(latch_, Scope::Write);
  log_.push_back(msg);
  bytes_ += msg.size();
  return next_++;
}

uint64_t Partition::reserve(unsigned n) {
  Scope s(latch_, Scope::Read);
  uint64_t first = next_;
  if (n == 0)
    return first;
  if (!s.upgrade())
    ++contended_;
  next_ = first + n; // EXPECT: lost-update
  return first;
}

void Partition::commit(const std::string &group, uint64_t offset) {
  Scope s(latch_, Scope::Read);
  auto it = committed_.find(group);
  if (it != committed_.end() && it->second >= offset)
    return;
  if (!s.upgrade()) {
    ++contended_;
    it = committed_.find(group);
    if (it != committed_.end() && it->second >= offset)
      return;
  }
  committed_[group] = offset;
}

bool Partition::ensureGroup(const std::string &group) {
  Scope w(latch_, Scope::Write);
  if (committed_.count(group))
    return false;
  committed_[group] = next_;
  return true;
}

void Partition::trimmed(uint64_t bytes) {
  Scope r(latch_, Scope::Read);
  if (bytes > bytes_)
    bytes = bytes_;
  bytes_ -= bytes; // EXPECT: lost-update
}

uint64_t Partition::sizeBytes() {
  Scope r(latch_, Scope::Read);
  return bytes_;
}

void runProducers(Partition &p, unsigned n) {
  std::vector<std::jthread> ts;
  for (unsigned i = 0; i < n; ++i)
    ts.emplace_back([&p, i] {
      p.ensureGroup("billing");
      auto at = p.append("event " + std::to_string(i));
      p.reserve(4);
      p.commit("billing", at);
      p.trimmed(16);
    });
}

} // namespace mq
