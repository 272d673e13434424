// STD: c++20
#include "directory.h"

namespace cluster {

void Directory::join(std::uint32_t id, const std::string& host) {
  if (members_.rlock()->count(id) != 0) return;
  Member fresh;
  fresh.host = host;
  (*members_.wlock())[id] = fresh; // EXPECT: check-then-act
}

void Directory::heartbeat(std::uint32_t id) {
  auto m = members_.wlock();
  auto it = m->find(id);
  if (it != m->end()) it->second.missedBeats = 0;
}

void Directory::tick() {
  for (auto& [id, member] : *members_.wlock()) {
    if (member.draining) continue;
    member.missedBeats++; // EXPECT: lost-update
  }
}

bool Directory::drain(std::uint32_t id) {
  return members_.withWLock([id](auto& all) {
    auto it = all.find(id);
    if (it == all.end() || it->second.draining) return false;
    it->second.draining = true;
    return true;
  });
}

}  // namespace cluster
