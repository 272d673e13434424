// STD: c++20
#include "matchmaker.h"

#include <algorithm>

void Matchmaker::enqueue(std::uint64_t player, int rating) {
  if (loop_.isInLoopThread()) {
    enqueueInLoop(player, rating);
    return;
  }
  loop_.post([this, player, rating] { enqueueInLoop(player, rating); });
}

void Matchmaker::leave(std::uint64_t player) {
  loop_.post([this, player] { leaveInLoop(player); });
}

void Matchmaker::enqueueInLoop(std::uint64_t player, int rating) {
  loop_.assertInLoopThread();
  if (waiting_.find(player) != waiting_.end()) return;
  const int bracket = rating / 100;
  waiting_[player] = bracket;
  brackets_[bracket].push_back(player);
  queued_++;
  formMatches(bracket);
}

void Matchmaker::leaveInLoop(std::uint64_t player) {
  loop_.assertInLoopThread();
  auto it = waiting_.find(player);
  if (it == waiting_.end()) return;
  auto& v = brackets_[it->second];
  v.erase(std::remove(v.begin(), v.end(), player), v.end());
  waiting_.erase(it);
  queued_ = queued_ - 1;
}

void Matchmaker::formMatches(int bracket) {
  auto& v = brackets_[bracket];
  while (v.size() >= 2) {
    for (int i = 0; i < 2; ++i) {
      waiting_.erase(v.back());
      v.pop_back();
      queued_--;
    }
    matches_ += 1;
  }
}
