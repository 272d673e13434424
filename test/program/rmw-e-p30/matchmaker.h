#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "event_loop.h"

// Lives on the lobby loop; the public calls may come from any connection thread.
class Matchmaker {
 public:
  explicit Matchmaker(EventLoop& loop) : loop_(loop) {}

  void enqueue(std::uint64_t player, int rating);
  void leave(std::uint64_t player);

 private:
  void enqueueInLoop(std::uint64_t player, int rating);
  void leaveInLoop(std::uint64_t player);
  void formMatches(int bracket);

  EventLoop& loop_;
  std::map<std::uint64_t, int> waiting_;
  std::map<int, std::vector<std::uint64_t>> brackets_;
  std::uint64_t matches_ = 0;
  int queued_ = 0;
};
