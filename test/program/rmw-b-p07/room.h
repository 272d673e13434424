#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

class Room {
 public:
  explicit Room(std::string owner) : owner_(std::move(owner)) {}

  int revision() const;
  void set_revision(int rev);
  void post(const std::string& line);
  void rename(const std::string& topic);
  size_t backlog() const;

 private:
  mutable std::mutex mu_;
  const std::string owner_;
  std::string topic_;
  int revision_ = 0;
  std::vector<std::string> lines_;
};

class RoomDirectory {
 public:
  bool has(const std::string& name) const;
  void create(const std::string& name, const std::string& owner);
  std::shared_ptr<Room> find(const std::string& name) const;
  std::shared_ptr<Room> open(const std::string& name, const std::string& owner);

 private:
  mutable std::mutex mu_;
  std::map<std::string, std::shared_ptr<Room>> rooms_;
};
