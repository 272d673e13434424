// STD: c++20
#include "redis_session.h"

#include <stdexcept>

namespace cart {

RedisSession::RedisSession(const std::string& host, int port)
    : ctx_(redisConnect(host.c_str(), port), redisFree) {
  if (!ctx_ || ctx_->err) throw std::runtime_error("redis " + host);
}

RedisSession::Reply RedisSession::run(const std::vector<std::string>& args) {
  std::vector<const char*> v;
  std::vector<size_t> n;
  for (const auto& a : args) {
    v.push_back(a.data());
    n.push_back(a.size());
  }
  Reply r(static_cast<redisReply*>(
              redisCommandArgv(ctx_.get(), static_cast<int>(v.size()), v.data(), n.data())),
          freeReplyObject);
  if (!r) throw std::runtime_error(ctx_->errstr);
  return r;
}

std::optional<std::string> RedisSession::get(const std::string& key) {
  Reply r = run({"GET", key});
  if (r->type != REDIS_REPLY_STRING) return std::nullopt;
  return std::string(r->str, r->len);
}

bool RedisSession::set(const std::string& key, const std::string& value) {
  return run({"SET", key, value})->type == REDIS_REPLY_STATUS;
}

bool RedisSession::setIfAbsent(const std::string& key, const std::string& value, int ttl_s) {
  return run({"SET", key, value, "NX", "EX", std::to_string(ttl_s)})->type == REDIS_REPLY_STATUS;
}

bool RedisSession::atomically(const std::vector<std::string>& keys,
                              const std::function<std::optional<Writes>()>& compute,
                              int attempts) {
  std::vector<std::string> watch{"WATCH"};
  watch.insert(watch.end(), keys.begin(), keys.end());
  while (attempts-- > 0) {
    run(watch);
    auto writes = compute();
    if (!writes) {
      run({"UNWATCH"});
      return false;
    }
    run({"MULTI"});
    for (const auto& [k, v] : *writes) run({"SET", k, v});
    Reply r = run({"EXEC"});
    if (r->type == REDIS_REPLY_ARRAY) return true;
    if (r->type != REDIS_REPLY_NIL) throw std::runtime_error("EXEC failed");
  }
  return false;
}

}  // namespace cart
