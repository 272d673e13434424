// STD: c++20
#include "redis.hpp"

std::optional<std::string> Redis::get(const std::string& key)
{
    Reply r(static_cast<redisReply*>(redisCommand(c_, "GET %s", key.c_str())));
    if (!r || r->type != REDIS_REPLY_STRING)
        return std::nullopt;
    return std::string(r->str, r->len);
}

bool Redis::set(const std::string& key, const std::string& value)
{
    Reply r(static_cast<redisReply*>(redisCommand(c_, "SET %s %b", key.c_str(), value.data(), value.size())));
    return r && r->type == REDIS_REPLY_STATUS;
}

bool Redis::setIfAbsent(const std::string& key, const std::string& value, int ttl)
{
    Reply r(static_cast<redisReply*>(
        redisCommand(c_, "SET %s %b NX EX %d", key.c_str(), value.data(), value.size(), ttl)));
    return r && r->type == REDIS_REPLY_STATUS;
}

bool Redis::deleteIfEquals(const std::string& key, const std::string& value)
{
    static const char* kScript =
        "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";
    Reply r(static_cast<redisReply*>(
        redisCommand(c_, "EVAL %s 1 %s %b", kScript, key.c_str(), value.data(), value.size())));
    return r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;
}

long long Redis::incrBy(const std::string& key, long long n)
{
    Reply r(static_cast<redisReply*>(redisCommand(c_, "INCRBY %s %lld", key.c_str(), n)));
    return r && r->type == REDIS_REPLY_INTEGER ? r->integer : -1;
}
