// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Controller of the SDN fabric.  One of several processes is elected through a
// Redis key with an expiry; the elected one programs routes into the shared store.
#include <hiredis/hiredis.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace fabric {

using Reply = std::unique_ptr<redisReply, void (*)(void*)>;

static Reply Run(redisContext* c, std::vector<std::string> args) {
  std::vector<const char*> p;
  std::vector<size_t> n;
  for (auto& a : args) {
    p.push_back(a.data());
    n.push_back(a.size());
  }
  return Reply(static_cast<redisReply*>(
                   redisCommandArgv(c, static_cast<int>(p.size()), p.data(), n.data())),
               freeReplyObject);
}

class Lease {
 public:
  Lease(redisContext* c, std::string self) : c_(c), self_(std::move(self)) {}

  bool Acquire(std::chrono::milliseconds ttl) {
    Reply r = Run(c_, {"SET", "fabric:leader", self_, "NX", "PX", std::to_string(ttl.count())});
    if (!r || r->type != REDIS_REPLY_STATUS) return false;
    Reply e = Run(c_, {"INCR", "fabric:epoch"});
    if (!e || e->type != REDIS_REPLY_INTEGER) return false;
    epoch_ = e->integer;
    until_ = std::chrono::steady_clock::now() + ttl;
    return true;
  }
  bool held() const { return std::chrono::steady_clock::now() < until_; }
  int64_t epoch() const { return epoch_; }

 private:
  redisContext* c_;
  std::string self_;
  int64_t epoch_ = 0;
  std::chrono::steady_clock::time_point until_{};
};

class FabricStore {
 public:
  explicit FabricStore(redisContext* c) : c_(c) {}

  bool Put(const std::string& key, const std::string& value) {
    Reply r = Run(c_, {"SET", key, value});
    return r && r->type == REDIS_REPLY_STATUS;
  }

  // Refused by the server when a newer controller has been elected.
  bool PutFenced(const std::string& key, const std::string& value, int64_t epoch) {
    static const char script[] =
        "if tonumber(redis.call('GET', 'fabric:epoch')) > tonumber(ARGV[2]) then return 0 end "
        "redis.call('SET', KEYS[1], ARGV[1]) return 1";
    Reply r = Run(c_, {"EVAL", script, "1", key, value, std::to_string(epoch)});
    return r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;
  }

 private:
  redisContext* c_;
};

class RouteController {
 public:
  RouteController(FabricStore& store, Lease& lease, std::string node)
      : store_(store), lease_(lease), node_(std::move(node)) {}

  // A link went down: compute the next hops again and publish them.
  int Recompute(const std::map<std::string, std::string>& next_hops) {
    int written = 0;
    for (const auto& [prefix, hop] : next_hops) {
      if (!lease_.held()) return -1;
      if (store_.PutFenced("route:" + prefix, hop, lease_.epoch())) ++written;
    }
    return written;
  }

  bool Blackhole(const std::string& prefix) {
    if (!lease_.held()) return false;
    return store_.Put("route:" + prefix, "discard");  // EXPECT: unversioned-write
  }

  // Every node, leader or not, tells where it is.
  bool Announce(const std::string& address) {
    const char* role = lease_.held() ? "leader" : "standby";
    return store_.Put("node:" + node_, address + " " + role);
  }

 private:
  FabricStore& store_;
  Lease& lease_;
  std::string node_;
};

}  // namespace fabric
