#pragma once
#include <hiredis/hiredis.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cart {

class RedisSession {
 public:
  using Writes = std::vector<std::pair<std::string, std::string>>;

  RedisSession(const std::string& host, int port);

  std::optional<std::string> get(const std::string& key);
  bool set(const std::string& key, const std::string& value);
  bool setIfAbsent(const std::string& key, const std::string& value, int ttl_s);

  // Optimistic section: the keys are watched, `compute` reads and returns what to
  // write; repeated until the server accepts the whole.
  bool atomically(const std::vector<std::string>& keys,
                  const std::function<std::optional<Writes>()>& compute, int attempts = 16);

 private:
  using Reply = std::unique_ptr<redisReply, void (*)(void*)>;
  Reply run(const std::vector<std::string>& args);

  std::unique_ptr<redisContext, void (*)(redisContext*)> ctx_;
};

}  // namespace cart
