// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
#include <hiredis/hiredis.h>
#include <string>
#include <cstring>
#include <memory>
struct Free { void operator()(void *r) const { freeReplyObject(r); } };
using Reply = std::unique_ptr<redisReply, Free>;
class Redis {
public:
  explicit Redis(redisContext *c) : c_(c) {}
  std::string get(const std::string &key) {
    Reply r((redisReply *)redisCommand(c_, "GET %s", key.c_str()));
    if (!r || r->type != REDIS_REPLY_STRING) return {};
    return {r->str, r->len};
  }
  bool set(const std::string &key, const std::string &v) {
    Reply r((redisReply *)redisCommand(c_, "SET %b %b", key.data(), key.size(), v.data(), v.size()));
    return r && r->type == REDIS_REPLY_STATUS;
  }
  bool setNx(const std::string &key, const std::string &v, int ttl) {
    Reply r((redisReply *)redisCommand(c_, "SET %s %s NX PX %d", key.c_str(), v.c_str(), ttl));
    return r && r->type == REDIS_REPLY_STATUS;
  }
  void del(const std::string &key) { Reply r((redisReply *)redisCommand(c_, "DEL %s", key.c_str())); }
  void expire(const std::string &key, int ms) { Reply r((redisReply *)redisCommand(c_, "PEXPIRE %s %d", key.c_str(), ms)); }
  bool delIf(const std::string &key, const std::string &v) {
    Reply r((redisReply *)redisCommand(c_, "EVAL %s 1 %s %s", "if redis.call('get',KEYS[1])==ARGV[1] then return redis.call('del',KEYS[1]) else return 0 end", key.c_str(), v.c_str()));
    return r && r->integer == 1;
  }
private:
  redisContext *c_;
};
class Lock {
public:
  Lock(Redis &r, std::string name, std::string token) : r_(r), key_("lock:" + name), token_(std::move(token)) {}
  bool acquire(int ttl) { return r_.setNx(key_, token_, ttl); }
  void release() {
    if (r_.get(key_) == token_)
      r_.del(key_); // EXPECT: unversioned-write
  }
  void renew(int ttl) {
    if (r_.get(key_) != token_) return;
    r_.expire(key_, ttl); // EXPECT: unversioned-write
  }
  bool releaseOk() { return r_.delIf(key_, token_); }
private:
  Redis &r_; std::string key_, token_;
};
struct Mailer { virtual ~Mailer() = default; virtual bool send(const std::string &to, const std::string &body) = 0; };
class Notifier {
public:
  Notifier(Redis &r, Mailer &m) : r_(r), m_(m) {}
  bool once(const std::string &msgId, const std::string &to, const std::string &body) {
    const std::string k = "sent:" + msgId;
    if (!r_.get(k).empty()) return true;
    if (!m_.send(to, body)) return false;
    return r_.set(k, "1"); // EXPECT: unversioned-write
  }
  bool onceOk(const std::string &msgId, const std::string &to, const std::string &body) {
    if (!r_.setNx("sent:" + msgId, "1", 86400000)) return true;
    return m_.send(to, body);
  }
private:
  Redis &r_; Mailer &m_;
};
