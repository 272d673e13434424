#pragma once
#include "Synchronized.h"
#include <cstdint>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace hub {

struct Session {
  std::string peer;
  uint64_t credits = 0;
  int idle = 0;
};

struct Quota {
  uint64_t used = 0, limit = 1 << 20;
};

class SessionHub {
public:
  bool open(const std::string &peer);
  void charge(uint64_t n);
  void refund(uint64_t n);
  bool resize(unsigned percent);
  void tick();
  void grantAll(uint64_t n);
  size_t size() const;
  Quota quota() const { return quota_.copy(); }

private:
  folly::Synchronized<std::map<std::string, Session>> byPeer_;
  folly::Synchronized<std::vector<Session>> sessions_;
  folly::Synchronized<Quota> quota_;
};

class HubThreads {
public:
  HubThreads(SessionHub &hub, unsigned n);

private:
  std::vector<std::jthread> threads_;
};

} // namespace hub
