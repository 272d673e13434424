// STD: c++20
#include "session_hub.h"

namespace hub {

bool SessionHub::open(const std::string &peer) {
  if (byPeer_.rlock()->count(peer))
    return false;
  bool fresh = byPeer_.withWLock([&](auto &m) { return m.try_emplace(peer, Session{peer}).second; });
  if (!fresh)
    return false;
  auto w = sessions_.wlock();
  w->push_back(Session{peer});
  return true;
}

void SessionHub::charge(uint64_t n) {
  auto used = quota_.rlock()->used;
  auto limit = quota_.rlock()->limit;
  if (used + n > limit)
    n = limit - used;
  quota_.wlock()->used = used + n; // EXPECT: lost-update
}

void SessionHub::refund(uint64_t n) {
  auto q = quota_.wlock();
  q->used -= n < q->used ? n : q->used;
}

bool SessionHub::resize(unsigned percent) {
  auto before = quota_.copy();
  auto target = before.limit / 100 * percent;
  return quota_.withWLock([&](Quota &q) {
    if (q.limit != before.limit)
      return false;
    q.limit = target;
    return true;
  });
}

void SessionHub::tick() {
  auto all = sessions_.wlock();
  for (auto &s : *all)
    ++s.idle;
}

void SessionHub::grantAll(uint64_t n) {
  for (auto &s : *sessions_.wlock())
    s.credits += n; // EXPECT-MISS: lost-update
}

size_t SessionHub::size() const { return byPeer_.rlock()->size(); }

} // namespace hub
