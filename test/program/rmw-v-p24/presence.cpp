// STD: c++17
#include "presence.h"

void Presence::seed(const std::map<std::string, int>& initial) {
  loop_.assertInLoopThread();
  for (const auto& [user, n] : initial) {
    if (devices_.find(user) == devices_.end()) devices_[user] = n;
  }
  ++revision_;
}

void Presence::arriveAsync(const std::string& user) {
  loop_.post([this, user] { arrive(user); });
}

void Presence::departAsync(const std::string& user) {
  loop_.post([this, user] { depart(user); });
}

void Presence::arrive(const std::string& user) {
  loop_.assertInLoopThread();
  devices_[user] += 1;
  revision_++;
}

void Presence::depart(const std::string& user) {
  loop_.assertInLoopThread();
  auto it = devices_.find(user);
  if (it == devices_.end()) return;
  if (--it->second == 0) devices_.erase(it);
  revision_++;
}

std::size_t Presence::online() const {
  loop_.assertInLoopThread();
  return devices_.size();
}

std::uint64_t Presence::revision() const {
  loop_.assertInLoopThread();
  return revision_;
}
