// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Distributed job locks and credits on Redis, used by the render farm nodes. */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct farm_lock {
    redisContext *rc;
    char          key[80];
    char          token[40];
    long          ttl_ms;
} farm_lock_t;

static int reply_is_ok(redisReply *r)
{
    int yes = r && r->type == REDIS_REPLY_STATUS && strcmp(r->str, "OK") == 0;
    if (r)
        freeReplyObject(r);
    return yes;
}

int farm_lock_acquire(farm_lock_t *l)
{
    return reply_is_ok(redisCommand(l->rc, "SET %s %s NX PX %ld",
                                    l->key, l->token, l->ttl_ms));
}

static int farm_lock_is_mine(farm_lock_t *l)
{
    redisReply *r = redisCommand(l->rc, "GET %s", l->key);
    int mine = r && r->type == REDIS_REPLY_STRING && strcmp(r->str, l->token) == 0;

    if (r)
        freeReplyObject(r);
    return mine;
}

int farm_lock_release(farm_lock_t *l)
{
    redisReply *r = redisCommand(l->rc, "GET %s", l->key);
    int rv = -1;

    if (r && r->type == REDIS_REPLY_STRING && strcmp(r->str, l->token) == 0) {
        redisReply *d = redisCommand(l->rc, "DEL %s", l->key); // EXPECT: unversioned-write
        rv = d && d->type == REDIS_REPLY_INTEGER ? 0 : -1;
        if (d)
            freeReplyObject(d);
    }
    if (r)
        freeReplyObject(r);
    return rv;
}

int farm_lock_renew(farm_lock_t *l)
{
    redisReply *r;
    int rv;

    if (!farm_lock_is_mine(l))
        return -1;
    r = redisCommand(l->rc, "PEXPIRE %s %ld", l->key, l->ttl_ms); // EXPECT: unversioned-write
    rv = r && r->type == REDIS_REPLY_INTEGER && r->integer == 1 ? 0 : -1;
    if (r)
        freeReplyObject(r);
    return rv;
}

static const char abandon_lua[] =
    "if redis.call('get', KEYS[1]) == ARGV[1] then "
    "return redis.call('del', KEYS[1]) else return 0 end";

int farm_lock_abandon(farm_lock_t *l)
{
    redisReply *r = redisCommand(l->rc, "EVAL %s 1 %s %s", abandon_lua, l->key, l->token);
    int rv = r && r->type == REDIS_REPLY_INTEGER && r->integer == 1 ? 0 : -1;

    if (r)
        freeReplyObject(r);
    return rv;
}

static void drop(redisReply *r)
{
    if (r)
        freeReplyObject(r);
}

/* Take render minutes from a customer's budget. */
int budget_take(redisContext *rc, const char *customer, long minutes)
{
    redisReply *r;
    long left;

    drop(redisCommand(rc, "WATCH budget:%s", customer));
    r = redisCommand(rc, "GET budget:%s", customer);
    left = r && r->type == REDIS_REPLY_STRING ? atol(r->str) : 0;
    drop(r);
    if (left < minutes) {
        drop(redisCommand(rc, "UNWATCH"));
        return -1;
    }
    drop(redisCommand(rc, "MULTI"));
    drop(redisCommand(rc, "SET budget:%s %ld", customer, left - minutes));
    drop(redisCommand(rc, "EXEC")); // EXPECT: ignored-conflict
    return 0;
}

int budget_refund(redisContext *rc, const char *customer, long minutes)
{
    redisReply *r = redisCommand(rc, "INCRBY budget:%s %ld", customer, minutes);
    int rv = r && r->type == REDIS_REPLY_INTEGER ? 0 : -1;

    drop(r);
    return rv;
}
