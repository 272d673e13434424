// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Worker leases and stock counters kept in Redis. */
#include <hiredis/hiredis.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct lease {
    redisContext *rc;
    char name[64];
    char owner[48];
    long ttl_ms;
};

static const char RELEASE_LUA[] =
    "if redis.call('GET', KEYS[1]) == ARGV[1] then "
    "  return redis.call('DEL', KEYS[1]) "
    "else return 0 end";

static const char RENEW_LUA[] =
    "if redis.call('GET', KEYS[1]) == ARGV[1] then "
    "  return redis.call('PEXPIRE', KEYS[1], ARGV[2]) "
    "else return 0 end";

static long reply_int(redisReply *r, long dflt)
{
    long v = dflt;
    if (r && r->type == REDIS_REPLY_INTEGER)
        v = (long)r->integer;
    if (r)
        freeReplyObject(r);
    return v;
}

static bool reply_ok(redisReply *r)
{
    bool ok = r && r->type != REDIS_REPLY_ERROR;
    if (r)
        freeReplyObject(r);
    return ok;
}

bool lease_take(struct lease *l)
{
    redisReply *r = redisCommand(l->rc, "SET lease:%s %s NX PX %ld", l->name, l->owner, l->ttl_ms);
    bool got = r && r->type == REDIS_REPLY_STATUS && strcmp(r->str, "OK") == 0;
    if (r)
        freeReplyObject(r);
    return got;
}

static bool lease_is_mine(const struct lease *l)
{
    redisReply *r = redisCommand(l->rc, "GET lease:%s", l->name);
    bool mine = r && r->type == REDIS_REPLY_STRING && strcmp(r->str, l->owner) == 0;
    if (r)
        freeReplyObject(r);
    return mine;
}

int lease_drop(struct lease *l)
{
    if (!lease_is_mine(l)) {
        fprintf(stderr, "lease %s: held by somebody else\n", l->name);
        return -1;
    }
    redisReply *r = redisCommand(l->rc, "DEL lease:%s", l->name); // EXPECT: unversioned-write
    return reply_int(r, 0) == 1 ? 0 : -1;
}

int lease_drop_scripted(struct lease *l)
{
    redisReply *r = redisCommand(l->rc, "EVAL %s 1 lease:%s %s", RELEASE_LUA, l->name, l->owner);
    return reply_int(r, 0) == 1 ? 0 : -1;
}

int lease_renew(struct lease *l)
{
    redisReply *r = redisCommand(l->rc, "EVAL %s 1 lease:%s %s %ld", RENEW_LUA, l->name,
                                 l->owner, l->ttl_ms);
    return reply_int(r, 0) == 1 ? 0 : -1;
}

static long get_long(redisContext *rc, const char *kind, const char *sku)
{
    long v = 0;
    redisReply *r = redisCommand(rc, "GET %s:%s", kind, sku);
    if (r && r->type == REDIS_REPLY_STRING)
        v = strtol(r->str, NULL, 10);
    if (r)
        freeReplyObject(r);
    return v;
}

/* Reserve stock for an order; false when there is not enough. */
bool stock_reserve(redisContext *rc, const char *sku, long qty)
{
    if (!reply_ok(redisCommand(rc, "WATCH stock:%s", sku)))
        return false;
    long left = get_long(rc, "stock", sku) - qty;
    if (left < 0) {
        reply_ok(redisCommand(rc, "UNWATCH"));
        return false;
    }
    if (!reply_ok(redisCommand(rc, "MULTI")))
        return false;
    if (!reply_ok(redisCommand(rc, "SET stock:%s %ld", sku, left))) {
        reply_ok(redisCommand(rc, "DISCARD"));
        return false;
    }
    redisReply *r = redisCommand(rc, "EXEC"); // EXPECT: ignored-conflict
    if (!r || r->type == REDIS_REPLY_ERROR) {
        fprintf(stderr, "stock %s: %s\n", sku, rc->errstr);
        if (r)
            freeReplyObject(r);
        return false;
    }
    freeReplyObject(r);
    return true;
}

bool stock_transfer_hold(redisContext *rc, const char *sku, long qty)
{
    for (int attempt = 0; attempt < 8; attempt++) {
        if (!reply_ok(redisCommand(rc, "WATCH hold:%s", sku)))
            return false;
        long left = get_long(rc, "hold", sku) - qty;
        if (left < 0) {
            reply_ok(redisCommand(rc, "UNWATCH"));
            return false;
        }
        if (!reply_ok(redisCommand(rc, "MULTI")))
            return false;
        if (!reply_ok(redisCommand(rc, "SET hold:%s %ld", sku, left))) {
            reply_ok(redisCommand(rc, "DISCARD"));
            return false;
        }
        redisReply *r = redisCommand(rc, "EXEC");
        if (!r)
            return false;
        bool applied = r->type == REDIS_REPLY_ARRAY;
        bool lost = r->type == REDIS_REPLY_NIL;
        freeReplyObject(r);
        if (applied)
            return true;
        if (!lost)
            return false;
    }
    return false;
}

long stock_return(redisContext *rc, const char *sku, long qty)
{
    return reply_int(redisCommand(rc, "INCRBY stock:%s %ld", sku, qty), -1);
}
