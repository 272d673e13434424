// RUN: %tocsin %s
// STD: c++20
// An age predicate throws out elements that own what others may hold.
#include <chrono>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>
#include <algorithm>
using Clock = std::chrono::steady_clock;

struct Session {
  int fd = -1;
  Clock::time_point last_seen;
  int pins = 0;
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
    using Entry = std::pair<const std::string, std::unique_ptr<Session>>;
    std::erase_if(sessions, [&](const Entry &s) { // EXPECT: timestamp-cleanup
      return now - s.second->last_seen > ttl;
    });
  }

  void expireUnpinned(std::chrono::seconds ttl) {
    std::lock_guard<std::mutex> hold(mu);
    auto now = Clock::now();
    std::erase_if(sessions, [&](const auto &s) {
      return now - s.second->last_seen > ttl && s.second->pins == 0;
    });
  }

  void expireInLoop(std::chrono::seconds ttl) {
    std::lock_guard<std::mutex> hold(mu);
    auto now = Clock::now();
    for (auto it = sessions.begin(); it != sessions.end();) {
      if (now - it->second->last_seen > ttl)
        it = sessions.erase(it); // EXPECT: timestamp-cleanup
      else
        ++it;
    }
  }
};

// Plain values under the lock of the class: nobody holds an element.
struct Answers {
  struct Answer {
    std::string text;
    Clock::time_point stored;
  };
  std::mutex mu;
  std::map<std::string, Answer> answers;
  void expire(std::chrono::seconds ttl) {
    std::lock_guard<std::mutex> hold(mu);
    auto now = Clock::now();
    std::erase_if(answers,
                  [&](const auto &a) { return now - a.second.stored > ttl; });
  }
};

// Users keep their own share.
struct Shared {
  std::mutex mu;
  std::map<std::string, std::shared_ptr<Session>> sessions;
  void expire(std::chrono::seconds ttl) {
    std::lock_guard<std::mutex> hold(mu);
    auto now = Clock::now();
    for (auto it = sessions.begin(); it != sessions.end();)
      if (now - it->second->last_seen > ttl)
        it = sessions.erase(it);
      else
        ++it;
  }
};
