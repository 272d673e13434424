// STD: c++20
#include "directory.h"

namespace cluster {

void Directory::assign(std::uint32_t shard, const std::string& host) {
  Layout next = layout_.copy();
  next.shardOwner[shard] = host;
  next.version++;
  *layout_.wlock() = next; // EXPECT: lost-update
}

void Directory::moveAll(const std::string& from, const std::string& to) {
  auto l = layout_.wlock();
  for (auto& [shard, owner] : l->shardOwner)
    if (owner == from) owner = to;
  l->version++;
}

}  // namespace cluster
