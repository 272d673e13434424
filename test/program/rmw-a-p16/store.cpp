// STD: c++20
#include "sessions.h"

#include <utility>

bool SessionStore::contains(const std::string& token) const {
  std::lock_guard<std::mutex> g(mu_);
  return sessions_.find(token) != sessions_.end();
}

std::optional<Session> SessionStore::get(const std::string& token) const {
  std::lock_guard<std::mutex> g(mu_);
  auto it = sessions_.find(token);
  if (it == sessions_.end()) return std::nullopt;
  return it->second;
}

void SessionStore::put(const std::string& token, Session s) {
  std::lock_guard<std::mutex> g(mu_);
  sessions_[token] = std::move(s);
}

bool SessionStore::erase(const std::string& token) {
  std::lock_guard<std::mutex> g(mu_);
  return sessions_.erase(token) != 0;
}

std::uint64_t SessionStore::hits(const std::string& token) const {
  std::lock_guard<std::mutex> g(mu_);
  auto it = sessions_.find(token);
  return it == sessions_.end() ? 0 : it->second.hits;
}

void SessionStore::setHits(const std::string& token, std::uint64_t n) {
  std::lock_guard<std::mutex> g(mu_);
  auto it = sessions_.find(token);
  if (it != sessions_.end()) it->second.hits = n;
}

bool SessionStore::promote(const std::string& token, int level) {
  std::lock_guard<std::mutex> g(mu_);
  auto it = sessions_.find(token);
  if (it == sessions_.end() || it->second.privilege >= level) return false;
  it->second.privilege = level;
  return true;
}

std::size_t SessionStore::size() const {
  std::lock_guard<std::mutex> g(mu_);
  return sessions_.size();
}
