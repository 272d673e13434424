#pragma once
#include <hiredis/hiredis.h>
#include <memory>
#include <optional>
#include <string>

class Redis {
public:
    explicit Redis(redisContext* c) : c_(c) {}

    std::optional<std::string> get(const std::string& key);
    bool set(const std::string& key, const std::string& value);
    bool setIfAbsent(const std::string& key, const std::string& value, int ttl);
    bool deleteIfEquals(const std::string& key, const std::string& value);
    long long incrBy(const std::string& key, long long n);

private:
    struct Free {
        void operator()(redisReply* r) const { freeReplyObject(r); }
    };
    using Reply = std::unique_ptr<redisReply, Free>;

    redisContext* c_;
};
