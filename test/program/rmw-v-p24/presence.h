#pragma once
#include <cstdint>
#include <map>
#include <string>
#include "loop.h"

// Who is online. Lives on the loop; other threads go through the *Async calls.
class Presence {
 public:
  explicit Presence(EventLoop& loop) : loop_(loop) {}

  void seed(const std::map<std::string, int>& initial);
  void arriveAsync(const std::string& user);
  void departAsync(const std::string& user);
  std::size_t online() const;
  std::uint64_t revision() const;

 private:
  void arrive(const std::string& user);
  void depart(const std::string& user);

  EventLoop& loop_;
  std::map<std::string, int> devices_;
  std::uint64_t revision_ = 0;
};
