#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "folly/Synchronized.h"

namespace cluster {

struct Member {
  std::string host;
  std::uint32_t missedBeats = 0;
  bool draining = false;
};

struct Layout {
  std::uint64_t version = 0;
  std::map<std::uint32_t, std::string> shardOwner;
};

class Directory {
 public:
  void join(std::uint32_t id, const std::string& host);
  void heartbeat(std::uint32_t id);
  void tick();
  bool drain(std::uint32_t id);
  void assign(std::uint32_t shard, const std::string& host);
  void moveAll(const std::string& from, const std::string& to);
  std::uint64_t layoutVersion() const { return layout_.rlock()->version; }

 private:
  folly::Synchronized<std::map<std::uint32_t, Member>> members_;
  folly::Synchronized<Layout> layout_;
};

}  // namespace cluster
