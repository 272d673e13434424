// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* redlease: named leases and request de-duplication for the payout workers. */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int (*payout_fn)(void *ctx, const char *account, long cents);

static const char unlock_lua[] =
    "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

static int reply_is(redisReply *r, const char *text)
{
    return r != NULL && r->type == REDIS_REPLY_STRING && strcmp(r->str, text) == 0;
}

static void drop(redisReply *r)
{
    if (r != NULL)
        freeReplyObject(r);
}

int lease_take(redisContext *c, const char *name, const char *token, int ttl_ms)
{
    redisReply *r = redisCommand(c, "SET lease:%s %s NX PX %d", name, token, ttl_ms);
    int got = r != NULL && r->type == REDIS_REPLY_STATUS;

    drop(r);
    return got;
}

int lease_drop(redisContext *c, const char *name, const char *token)
{
    redisReply *r = redisCommand(c, "GET lease:%s", name);
    int mine = reply_is(r, token);

    drop(r);
    if (!mine)
        return 0;
    r = redisCommand(c, "DEL lease:%s", name); // EXPECT: unversioned-write
    drop(r);
    return 1;
}

int lease_renew(redisContext *c, const char *name, const char *token, int ttl_ms)
{
    redisReply *r = redisCommand(c, "GET lease:%s", name);
    int done = 0;

    if (reply_is(r, token)) {
        redisReply *x = redisCommand(c, "PEXPIRE lease:%s %d", name, ttl_ms); // EXPECT: unversioned-write
        done = x != NULL && x->type == REDIS_REPLY_INTEGER && x->integer == 1;
        drop(x);
    }
    drop(r);
    return done;
}

int lease_drop_script(redisContext *c, const char *name, const char *token)
{
    redisReply *r = redisCommand(c, "EVAL %s 1 lease:%s %s", unlock_lua, name, token);
    int done = r != NULL && r->type == REDIS_REPLY_INTEGER && r->integer == 1;

    drop(r);
    return done;
}

/* Runs the payout unless the request id was handled before. */
int payout_handle(redisContext *c, const char *reqid, payout_fn pay, void *ctx,
                  const char *account, long cents)
{
    redisReply *r = redisCommand(c, "GET payout:%s", reqid);
    int seen = r != NULL && r->type == REDIS_REPLY_STRING;
    int rc;

    if (r == NULL || r->type == REDIS_REPLY_ERROR) {
        drop(r);
        return -1;
    }
    drop(r);
    if (seen)
        return 0;
    rc = pay(ctx, account, cents);
    if (rc != 0)
        return rc;
    r = redisCommand(c, "SET payout:%s done EX 86400", reqid); // EXPECT: unversioned-write
    drop(r);
    return 0;
}

int payout_handle_once(redisContext *c, const char *reqid, payout_fn pay, void *ctx,
                       const char *account, long cents)
{
    redisReply *r = redisCommand(c, "SET payout:%s started NX EX 86400", reqid);
    int first = r != NULL && r->type == REDIS_REPLY_STATUS;

    drop(r);
    return first ? pay(ctx, account, cents) : 0;
}

int payout_count(redisContext *c, const char *account, long cents)
{
    redisReply *r = redisCommand(c, "HINCRBY paid %s %ld", account, cents);
    int done = r != NULL && r->type == REDIS_REPLY_INTEGER;

    drop(r);
    return done ? 0 : -1;
}
