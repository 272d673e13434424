// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Distributed mutex for the invoice renderer workers.
#include <hiredis/hiredis.h>

#include <chrono>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <thread>

namespace billing {

struct ReplyDeleter {
    void operator()(redisReply* r) const { freeReplyObject(r); }
};
using Reply = std::unique_ptr<redisReply, ReplyDeleter>;

class RedisMutex {
public:
    RedisMutex(redisContext* ctx, std::string resource)
        : ctx_(ctx), key_("mutex:" + std::move(resource)), token_(makeToken()) {}

    bool tryLock(std::chrono::milliseconds ttl) {
        Reply r(static_cast<redisReply*>(redisCommand(ctx_, "SET %s %s NX PX %lld", key_.c_str(), token_.c_str(),
                                                      static_cast<long long>(ttl.count()))));
        return r && r->type == REDIS_REPLY_STATUS;
    }

    bool lock(std::chrono::milliseconds ttl, int tries) {
        while (tries-- > 0) {
            if (tryLock(ttl)) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        return false;
    }

    bool extend(std::chrono::milliseconds ttl) {
        auto holder = currentHolder();
        if (!holder || *holder != token_) return false;
        Reply r(static_cast<redisReply*>(redisCommand(ctx_, "PEXPIRE %s %lld", key_.c_str(), static_cast<long long>(ttl.count())))); // EXPECT: unversioned-write
        return r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;
    }

    bool unlock() {
        Reply cur(static_cast<redisReply*>(redisCommand(ctx_, "GET %s", key_.c_str())));
        if (!cur || cur->type != REDIS_REPLY_STRING) return false;
        if (token_.compare(0, std::string::npos, cur->str, cur->len) != 0) return false;
        Reply del(static_cast<redisReply*>(redisCommand(ctx_, "DEL %s", key_.c_str()))); // EXPECT: unversioned-write
        return del && del->type == REDIS_REPLY_INTEGER && del->integer == 1;
    }

    bool unlockScripted() {
        static const char* kScript =
            "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end";
        Reply r(static_cast<redisReply*>(redisCommand(ctx_, "EVAL %s 1 %s %s", kScript, key_.c_str(), token_.c_str())));
        return r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;
    }

private:
    std::optional<std::string> currentHolder() const {
        Reply r(static_cast<redisReply*>(redisCommand(ctx_, "GET %s", key_.c_str())));
        if (!r || r->type != REDIS_REPLY_STRING) return std::nullopt;
        return std::string(r->str, r->len);
    }

    static std::string makeToken() {
        std::random_device rd;
        return std::to_string(rd()) + "-" + std::to_string(rd());
    }

    redisContext* ctx_;
    std::string key_;
    std::string token_;
};

bool renderOnce(redisContext* ctx, const std::string& invoice, bool (*render)(const std::string&)) {
    RedisMutex m(ctx, invoice);
    if (!m.lock(std::chrono::seconds(10), 20)) return false;
    bool done = render(invoice);
    if (!m.extend(std::chrono::seconds(1))) return false;
    return m.unlock() && done;
}

}  // namespace billing
