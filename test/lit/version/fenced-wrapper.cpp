// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++17
// The wrapper only writes; its second form takes the epoch of the lease.
#include <chrono>
#include <hiredis/hiredis.h>
#include <string>
#include <vector>

class Lease {
public:
  bool held() const { return std::chrono::steady_clock::now() < until; }
  long epoch() const { return number; }

private:
  long number = 0;
  std::chrono::steady_clock::time_point until{};
};

class Board {
public:
  bool post(const std::string &k, const std::string &v) {
    return send({"SET", k, v});
  }
  bool put(const std::string &k, const std::string &v) {
    return send({"SET", k, v});
  }
  bool putFenced(const std::string &k, const std::string &v, long epoch) {
    return send({"EVAL", "...", k, v, std::to_string(epoch)});
  }

private:
  bool send(const std::vector<std::string> &words) {
    std::vector<const char *> p;
    for (auto &w : words)
      p.push_back(w.c_str());
    void *r = redisCommandArgv(c, int(p.size()), p.data(), nullptr);
    freeReplyObject(r);
    return r != nullptr;
  }
  redisContext *c = nullptr;
};

struct Signals {
  Board &board;
  Lease &lease;
  bool stopTrains(const std::string &line) {
    if (!lease.held())
      return false;
    return board.put("line:" + line, "red"); // EXPECT: unversioned-write
  }
  bool stopTrainsInTerm(const std::string &line) {
    if (!lease.held())
      return false;
    return board.putFenced("line:" + line, "red", lease.epoch());
  }
  bool tellName(const std::string &name) {
    const char *role = lease.held() ? "head" : "spare";
    return board.put("box:" + name, role);
  }
};
