// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
#include <memory>
#include <optional>
#include <string>
#include <hiredis/hiredis.h>

struct ReplyFree {
    void operator()(redisReply* r) const { if (r) freeReplyObject(r); }
};
using Reply = std::unique_ptr<redisReply, ReplyFree>;

template <typename... A>
static Reply call(redisContext* c, const char* fmt, A... args)
{
    return Reply(static_cast<redisReply*>(redisCommand(c, fmt, args...)));
}

struct Gateway {
    virtual ~Gateway() = default;
    virtual std::string charge(const std::string& card, long cents) = 0;
};

class Payments {
public:
    Payments(redisContext* c, Gateway& g) : c_(c), gw_(g) {}

    std::optional<std::string> pay(const std::string& request_id, const std::string& card, long cents)
    {
        Reply seen(static_cast<redisReply*>(redisCommand(c_, "GET pay:req:%s", request_id.c_str())));
        if (!seen)
            return std::nullopt;
        if (seen->type == REDIS_REPLY_STRING)
            return std::string(seen->str, seen->len);
        std::string receipt = gw_.charge(card, cents);
        Reply put(static_cast<redisReply*>(
            redisCommand(c_, "SET pay:req:%s %s", request_id.c_str(), receipt.c_str()))); // EXPECT: unversioned-write
        if (!put || put->type == REDIS_REPLY_ERROR)
            return std::nullopt;
        return receipt;
    }

    bool refund(const std::string& request_id, const std::string& card, long cents)
    {
        Reply first = call(c_, "SET refund:req:%s pending NX EX 86400", request_id.c_str());
        if (!first || first->type != REDIS_REPLY_STATUS)
            return false;
        gw_.charge(card, -cents);
        return true;
    }

    bool move_hold(const std::string& account, long cents)
    {
        Reply w(static_cast<redisReply*>(redisCommand(c_, "WATCH hold:%s", account.c_str())));
        if (!w || w->type != REDIS_REPLY_STATUS)
            return false;
        Reply cur(static_cast<redisReply*>(redisCommand(c_, "GET hold:%s", account.c_str())));
        if (!cur || cur->type != REDIS_REPLY_STRING || std::stol(cur->str) < cents) {
            call(c_, "UNWATCH");
            return false;
        }
        long left = std::stol(cur->str) - cents;
        Reply m(static_cast<redisReply*>(redisCommand(c_, "MULTI")));
        if (!m || m->type != REDIS_REPLY_STATUS)
            return false;
        Reply q(static_cast<redisReply*>(redisCommand(c_, "SET hold:%s %ld", account.c_str(), left)));
        Reply ex(static_cast<redisReply*>(redisCommand(c_, "EXEC"))); // EXPECT: ignored-conflict
        return q != nullptr;
    }

    long long settled(const std::string& merchant, long cents)
    {
        Reply r = call(c_, "INCRBY settled:%s %ld", merchant.c_str(), cents);
        return r && r->type == REDIS_REPLY_INTEGER ? r->integer : -1;
    }

private:
    redisContext* c_;
    Gateway& gw_;
};
