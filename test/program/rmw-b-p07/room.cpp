// STD: c++20
#include "room.h"

int Room::revision() const {
  std::lock_guard<std::mutex> g(mu_);
  return revision_;
}

void Room::set_revision(int rev) {
  std::lock_guard<std::mutex> g(mu_);
  revision_ = rev;
}

void Room::post(const std::string& line) {
  std::lock_guard<std::mutex> g(mu_);
  lines_.push_back(line);
  if (lines_.size() > 200) lines_.erase(lines_.begin(), lines_.begin() + 100);
}

void Room::rename(const std::string& topic) {
  std::lock_guard<std::mutex> g(mu_);
  if (topic_ == topic) return;
  topic_ = topic;
  ++revision_;
}

size_t Room::backlog() const {
  std::lock_guard<std::mutex> g(mu_);
  return lines_.size();
}

bool RoomDirectory::has(const std::string& name) const {
  std::lock_guard<std::mutex> g(mu_);
  return rooms_.count(name) != 0;
}

void RoomDirectory::create(const std::string& name, const std::string& owner) {
  std::lock_guard<std::mutex> g(mu_);
  rooms_[name] = std::make_shared<Room>(owner);
}

std::shared_ptr<Room> RoomDirectory::find(const std::string& name) const {
  std::lock_guard<std::mutex> g(mu_);
  auto it = rooms_.find(name);
  return it == rooms_.end() ? nullptr : it->second;
}

std::shared_ptr<Room> RoomDirectory::open(const std::string& name, const std::string& owner) {
  std::lock_guard<std::mutex> g(mu_);
  auto& slot = rooms_[name];
  if (!slot) slot = std::make_shared<Room>(owner);
  return slot;
}
