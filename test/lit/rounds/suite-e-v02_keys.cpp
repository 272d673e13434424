// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// Redis keys through a small client class.
#include <cstdarg>
#include <cstdlib>
#include <hiredis/hiredis.h>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
struct ReplyFree { void operator()(redisReply *r) const { freeReplyObject(r); } };
using Reply = std::unique_ptr<redisReply, ReplyFree>;

class Client {
  redisContext *c_;

public:
  explicit Client(redisContext *c) : c_(c) {}
  ~Client() { redisFree(c_); }
  Client(const Client &) = delete;
  Reply cmd(const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    auto *r = static_cast<redisReply *>(redisvCommand(c_, fmt, ap));
    va_end(ap);
    return Reply(r);
  }
};

static bool isText(const Reply &r) { return r && r->type == REDIS_REPLY_STRING; }

// number read, changed and written
bool addStock(redisContext *c, const char *sku, long n) {
  Reply r(static_cast<redisReply *>(redisCommand(c, "GET stock:%s", sku)));
  if (!isText(r)) return false;
  long have = std::strtol(r->str, nullptr, 10);
  Reply w(static_cast<redisReply *>(redisCommand(c, "SET stock:%s %ld", sku, have + n))); // EXPECT: unversioned-write
  return w && w->type == REDIS_REPLY_STATUS;
}
bool addStockIncr(redisContext *c, const char *sku, long n) {
  Reply w(static_cast<redisReply *>(redisCommand(c, "INCRBY stock:%s %ld", sku, n)));
  return w && w->type == REDIS_REPLY_INTEGER;
}

// varargs member, hash field
bool raisePrice(Client &c, const std::string &sku, long pct) {
  Reply r = c.cmd("HGET item:%s price", sku.c_str());
  if (!isText(r)) return false;
  long p = std::strtol(r->str, nullptr, 10);
  Reply w = c.cmd("HSET item:%s price %ld", sku.c_str(), p + p * pct / 100); // EXPECT: unversioned-write
  return w && w->type == REDIS_REPLY_INTEGER;
}
bool raisePriceWatched(Client &c, const std::string &sku, long pct) {
  for (int i = 0; i < 5; ++i) {
    if (!c.cmd("WATCH item:%s", sku.c_str())) return false;
    Reply r = c.cmd("HGET item:%s price", sku.c_str());
    if (!isText(r)) return false;
    long p = std::strtol(r->str, nullptr, 10);
    c.cmd("MULTI");
    c.cmd("HSET item:%s price %ld", sku.c_str(), p + p * pct / 100);
    Reply done = c.cmd("EXEC");
    if (done && done->type == REDIS_REPLY_ARRAY) return true;
  }
  return false;
}

// reply of EXEC
bool rename(Client &c, const std::string &sku) {
  c.cmd("WATCH name:%s", sku.c_str());
  Reply r = c.cmd("GET name:%s", sku.c_str());
  if (!isText(r)) return false;
  std::string next = std::string(r->str, r->len) + "*";
  c.cmd("MULTI");
  c.cmd("SET name:%s %s", sku.c_str(), next.c_str());
  c.cmd("EXEC"); // EXPECT: ignored-conflict
  return true;
}

// a mutex of this process only
class Ledger {
  std::mutex mu_;
  Client &c_;

public:
  explicit Ledger(Client &c) : c_(c) {}
  bool post(long n) {
    std::lock_guard<std::mutex> g(mu_);
    Reply r = c_.cmd("GET ledger");
    long v = isText(r) ? std::strtol(r->str, nullptr, 10) : 0;
    return bool(c_.cmd("SET ledger %ld", v + n)); // EXPECT: unversioned-write
  }
  bool postIncr(long n) {
    std::lock_guard<std::mutex> g(mu_);
    return bool(c_.cmd("INCRBY ledger %ld", n));
  }
};

// lock key given back
bool unlock(Client &c, const char *key, const char *token) {
  Reply r = c.cmd("GET %s", key);
  if (!isText(r) || std::string(r->str, r->len) != token) return false;
  return bool(c.cmd("DEL %s", key)); // EXPECT: unversioned-write
}
bool unlockScript(Client &c, const char *key, const char *token) {
  static const char lua[] = "if redis.call('get',KEYS[1])==ARGV[1] then return redis.call('del',KEYS[1]) else return 0 end";
  Reply r = c.cmd("EVAL %s 1 %s %s", lua, key, token);
  return r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;
}

// lock key taken
void lockAndRun(Client &c, const char *key, const char *me, void (*job)()) {
  c.cmd("SET %s %s NX PX 30000", key, me); // EXPECT: ignored-conflict
  job();
}
bool lockAndRunIf(Client &c, const char *key, const char *me, void (*job)()) {
  Reply r = c.cmd("SET %s %s NX PX 30000", key, me);
  if (!r || r->type != REDIS_REPLY_STATUS) return false;
  job();
  return true;
}

// miss filled from elsewhere, and a copy to another key
std::optional<std::string> cached(Client &c, const char *key, std::string (*make)()) {
  Reply r = c.cmd("GET %s", key);
  if (isText(r)) {
    c.cmd("SET last:%s %s", key, r->str);
    return std::string(r->str, r->len);
  }
  std::string v = make();
  c.cmd("SET %s %s", key, v.c_str());
  return v;
}
