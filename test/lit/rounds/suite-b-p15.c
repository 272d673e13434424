// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* p15: Redis through hiredis; which commands make up the change varies. */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int accepted(redisReply *r)
{
    int ok = r && r->type != REDIS_REPLY_ERROR && r->type != REDIS_REPLY_NIL;

    if (r)
        freeReplyObject(r);
    return ok;
}

static long long number(redisContext *c, const char *key)
{
    redisReply *r = redisCommand(c, "GET %s", key);
    long long v = 0;

    if (r && r->type == REDIS_REPLY_STRING)
        v = atoll(r->str);
    if (r)
        freeReplyObject(r);
    return v;
}

/* credits of a tenant */
int credit_01(redisContext *c, const char *tenant, long long n)
{
    redisReply *r = redisCommand(c, "HGET credits %s", tenant);
    long long v;

    if (!r)
        return 0;
    v = r->type == REDIS_REPLY_STRING ? atoll(r->str) : 0;
    freeReplyObject(r);
    return accepted(redisCommand(c, "HSET credits %s %lld", tenant, v + n)); // EXPECT: unversioned-write
}

int credit_02(redisContext *c, const char *tenant, long long n)
{
    return accepted(redisCommand(c, "HINCRBY credits %s %lld", tenant, n));
}

/* a stored number, read by a function */
int level_01(redisContext *c, const char *key)
{
    long long v = number(c, key);

    if (v > 1000)
        v = 1000;
    return accepted(redisCommand(c, "SET %s %lld", key, v * 2)); // EXPECT: unversioned-write
}

int level_02(redisContext *c, const char *key)
{
    int tries;

    for (tries = 0; tries < 10; tries++) {
        long long v;

        if (!accepted(redisCommand(c, "WATCH %s", key)))
            return 0;
        v = number(c, key);
        if (!accepted(redisCommand(c, "MULTI")))
            return 0;
        if (!accepted(redisCommand(c, "SET %s %lld", key, v * 2)))
            return 0;
        if (accepted(redisCommand(c, "EXEC")))
            return 1;
    }
    return 0;
}

int level_03(redisContext *c, const char *key)
{
    long long v;

    freeReplyObject(redisCommand(c, "WATCH %s", key));
    v = number(c, key);
    freeReplyObject(redisCommand(c, "MULTI"));
    freeReplyObject(redisCommand(c, "SET %s %lld", key, v * 2));
    freeReplyObject(redisCommand(c, "EXEC")); // EXPECT: ignored-conflict
    return 1;
}

/* giving a lock back */
int release_01(redisContext *c, const char *lock, const char *token)
{
    redisReply *r = redisCommand(c, "GET %s", lock);
    int mine = r && r->type == REDIS_REPLY_STRING && strcmp(r->str, token) == 0;

    if (r)
        freeReplyObject(r);
    if (!mine)
        return 0;
    return accepted(redisCommand(c, "DEL %s", lock)); // EXPECT: unversioned-write
}

int release_02(redisContext *c, const char *lock, const char *token)
{
    return accepted(redisCommand(c,
        "EVAL %s 1 %s %s",
        "if redis.call('get',KEYS[1]) == ARGV[1] then return redis.call('del',KEYS[1]) else return 0 end",
        lock, token));
}

/* a value computed once */
int answer_01(redisContext *c, const char *key, const char *computed)
{
    return accepted(redisCommand(c, "SET %s %s NX EX 600", key, computed));
}

/* another key */
int mirror_01(redisContext *c, const char *key)
{
    long long v = number(c, key);

    return accepted(redisCommand(c, "SET mirror:%s %lld", key, v));
}
