#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

struct Session {
  std::string user;
  std::uint64_t hits = 0;
  int privilege = 0;
};

class SessionStore {
 public:
  bool contains(const std::string& token) const;
  std::optional<Session> get(const std::string& token) const;
  void put(const std::string& token, Session s);
  bool erase(const std::string& token);
  std::uint64_t hits(const std::string& token) const;
  void setHits(const std::string& token, std::uint64_t n);
  bool promote(const std::string& token, int level);
  std::size_t size() const;

 private:
  mutable std::mutex mu_;
  std::map<std::string, Session> sessions_;
};

class Gateway {
 public:
  explicit Gateway(SessionStore& store) : store_(store) {}
  void handle(const std::string& token, const std::string& user);
  void logout(const std::string& token);

 private:
  SessionStore& store_;
};
