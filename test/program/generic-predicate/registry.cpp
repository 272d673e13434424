// STD: c++20
// The body of a generic lambda is made for the elements of the container.
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>

using Clock = std::chrono::steady_clock;

struct Session {
  int fd = -1;
  Clock::time_point last_seen;
  ~Session();
};

struct Registry {
  std::mutex mu;
  std::map<std::string, std::unique_ptr<Session>> sessions;

  Session *find(const std::string &id) {
    std::lock_guard<std::mutex> hold(mu);
    auto it = sessions.find(id);
    return it == sessions.end() ? nullptr : it->second.get();
  }

  void expire(std::chrono::seconds ttl) {
    std::lock_guard<std::mutex> hold(mu);
    auto now = Clock::now();
    std::erase_if(sessions, [&](const auto &s) { // EXPECT: timestamp-cleanup
      return now - s.second->last_seen > ttl;
    });
  }
};
