// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Worker leases and request de-duplication on Redis. */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct lease {
    char key[80];
    char token[40];
    int ttl_ms;
};

static const char *renew_script =
    "if redis.call('GET', KEYS[1]) == ARGV[1] then "
    "return redis.call('PEXPIRE', KEYS[1], ARGV[2]) else return 0 end";

int lease_acquire(redisContext *c, struct lease *l, const char *shard, const char *me, int ttl_ms)
{
    snprintf(l->key, sizeof(l->key), "lease:%s", shard);
    snprintf(l->token, sizeof(l->token), "%s-%ld", me, random());
    l->ttl_ms = ttl_ms;
    redisReply *r = redisCommand(c, "SET %s %s NX PX %d", l->key, l->token, ttl_ms);
    if (!r)
        return -1;
    int got = r->type == REDIS_REPLY_STATUS;
    freeReplyObject(r);
    return got ? 0 : 1;
}

int lease_renew(redisContext *c, const struct lease *l)
{
    redisReply *r = redisCommand(c, "EVAL %s 1 %s %s %d", renew_script, l->key, l->token, l->ttl_ms);
    if (!r)
        return -1;
    int ok = r->type == REDIS_REPLY_INTEGER && r->integer == 1;
    freeReplyObject(r);
    return ok ? 0 : 1;
}

int lease_release(redisContext *c, const struct lease *l)
{
    int mine = 0;
    redisReply *r = redisCommand(c, "GET %s", l->key);
    if (!r)
        return -1;
    if (r->type == REDIS_REPLY_STRING && strcmp(r->str, l->token) == 0)
        mine = 1;
    freeReplyObject(r);
    if (!mine)
        return 1;
    r = redisCommand(c, "DEL %s", l->key); // EXPECT: unversioned-write
    if (!r)
        return -1;
    freeReplyObject(r);
    return 0;
}

static int request_seen(redisContext *c, const char *reqid)
{
    redisReply *r = redisCommand(c, "GET req:%s", reqid);
    if (!r)
        return -1;
    int seen = r->type == REDIS_REPLY_STRING;
    freeReplyObject(r);
    return seen;
}

int credit_apply(redisContext *c, const char *reqid, const char *account, long cents)
{
    int seen = request_seen(c, reqid);
    if (seen != 0)
        return seen < 0 ? -1 : 0;
    redisReply *r = redisCommand(c, "INCRBY balance:%s %ld", account, cents);
    if (!r)
        return -1;
    int bad = r->type == REDIS_REPLY_ERROR;
    freeReplyObject(r);
    if (bad)
        return -1;
    r = redisCommand(c, "SET req:%s done EX 86400", reqid); // EXPECT: unversioned-write
    if (!r)
        return -1;
    freeReplyObject(r);
    return 0;
}

int debit_apply(redisContext *c, const char *reqid, const char *account, long cents)
{
    redisReply *r = redisCommand(c, "SET req:%s taken NX EX 86400", reqid);
    if (!r)
        return -1;
    int first = r->type == REDIS_REPLY_STATUS;
    freeReplyObject(r);
    if (!first)
        return 0;
    r = redisCommand(c, "DECRBY balance:%s %ld", account, cents);
    if (!r)
        return -1;
    int bad = r->type == REDIS_REPLY_ERROR;
    freeReplyObject(r);
    return bad ? -1 : 0;
}
