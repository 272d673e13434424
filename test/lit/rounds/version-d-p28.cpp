// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Redis access of the news portal: page cache, counters, seats for webinars.
#include <hiredis/hiredis.h>

#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace portal {

struct ReplyDeleter {
  void operator()(redisReply* r) const {
    if (r) freeReplyObject(r);
  }
};
using Reply = std::unique_ptr<redisReply, ReplyDeleter>;

template <class... A>
Reply cmd(redisContext* c, const char* fmt, A... a) {
  return Reply(static_cast<redisReply*>(redisCommand(c, fmt, a...)));
}

bool is_ok(const Reply& r) { return r && r->type == REDIS_REPLY_STATUS && std::strcmp(r->str, "OK") == 0; }

std::optional<std::string> text(const Reply& r) {
  if (!r || r->type != REDIS_REPLY_STRING) return std::nullopt;
  return std::string(r->str, r->len);
}

class Portal {
 public:
  Portal(redisContext* c, std::function<std::string(int)> render) : c_(c), render_(std::move(render)) {}

  std::string article(int id) {
    if (auto hit = text(cmd(c_, "GET article:%d", id))) return *hit;
    std::string html = render_(id);
    cmd(c_, "SETEX article:%d 300 %b", id, html.data(), html.size());
    return html;
  }

  long view(int id) {
    Reply r = cmd(c_, "HINCRBY views %d 1", id);
    return r && r->type == REDIS_REPLY_INTEGER ? r->integer : -1;
  }

  // Seats of a webinar; retried while other front ends change the key.
  bool reserve(int webinar, int n) {
    for (int attempt = 0; attempt < 50; ++attempt) {
      if (!is_ok(cmd(c_, "WATCH seats:%d", webinar))) return false;
      auto raw = text(cmd(c_, "GET seats:%d", webinar));
      const int left = raw ? std::atoi(raw->c_str()) : 0;
      if (left < n) {
        cmd(c_, "UNWATCH");
        return false;
      }
      cmd(c_, "MULTI");
      cmd(c_, "SET seats:%d %d", webinar, left - n);
      Reply done = cmd(c_, "EXEC");
      if (!done) return false;
      if (done->type == REDIS_REPLY_ARRAY) return true;
      if (done->type != REDIS_REPLY_NIL) return false;
    }
    return false;
  }

  // The form posts the whole bio.
  bool set_bio(const std::string& user, const std::string& bio) {
    auto old = text(cmd(c_, "HGET user:%s bio", user.c_str()));
    if (old && *old == bio) return true;
    Reply r = cmd(c_, "HSET user:%s bio %b", user.c_str(), bio.data(), bio.size());
    return r && r->type == REDIS_REPLY_INTEGER;
  }

  bool claim_nick(const std::string& user, const std::string& nick) {
    Reply seen = cmd(c_, "EXISTS nick:%s", nick.c_str());
    if (seen && seen->type == REDIS_REPLY_INTEGER && seen->integer == 1) return false;
    Reply r = cmd(c_, "SETNX nick:%s %s", nick.c_str(), user.c_str());
    return r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;
  }

  bool publish_draft(int id) {
    auto body = text(cmd(c_, "GET draft:%d", id));
    return body && is_ok(cmd(c_, "SET live:%d %b", id, body->data(), body->size()));
  }

  bool unlock_editor(int id, const std::string& token) {
    static const char script[] =
        "if redis.call('get',KEYS[1]) == ARGV[1] then return redis.call('del',KEYS[1]) end return 0";
    Reply r = cmd(c_, "EVAL %s 1 editlock:%d %s", script, id, token.c_str());
    return r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;
  }

  void invalidate(int id) { cmd(c_, "DEL article:%d", id); }

 private:
  redisContext* c_;
  std::function<std::string(int)> render_;
};

}  // namespace portal
