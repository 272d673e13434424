// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int expect_status(redisReply *r, const char *what)
{
    int ok = r && r->type == REDIS_REPLY_STATUS && strcmp(r->str, what) == 0;
    if (r)
        freeReplyObject(r);
    return ok ? 0 : -1;
}

static void discard(redisContext *c, const char *cmd)
{
    redisReply *r = redisCommand(c, cmd);
    if (r)
        freeReplyObject(r);
}

int job_claim(redisContext *c, const char *job, const char *worker, int ttl)
{
    redisReply *r = redisCommand(c, "SET job:%s:owner %s NX EX %d", job, worker, ttl);
    int got = r && r->type == REDIS_REPLY_STATUS;
    if (r)
        freeReplyObject(r);
    return got;
}

int job_unclaim(redisContext *c, const char *job, const char *worker)
{
    static const char script[] =
        "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) else return 0 end";
    redisReply *r = redisCommand(c, "EVAL %s 1 job:%s:owner %s", script, job, worker);
    int done = r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;
    if (r)
        freeReplyObject(r);
    return done;
}

int job_requeue(redisContext *c, const char *job, int delta)
{
    for (int tries = 0; tries < 5; tries++) {
        if (expect_status(redisCommand(c, "WATCH job:%s:priority", job), "OK") != 0)
            return -1;
        redisReply *r = redisCommand(c, "GET job:%s:priority", job);
        if (!r || r->type != REDIS_REPLY_STRING) {
            if (r)
                freeReplyObject(r);
            discard(c, "UNWATCH");
            return -1;
        }
        int prio = atoi(r->str) * 2 + delta;
        freeReplyObject(r);
        if (expect_status(redisCommand(c, "MULTI"), "OK") != 0)
            return -1;
        if (expect_status(redisCommand(c, "SET job:%s:priority %d", job, prio), "QUEUED") != 0) {
            discard(c, "DISCARD");
            return -1;
        }
        r = redisCommand(c, "EXEC");
        if (!r)
            return -1;
        int committed = r->type == REDIS_REPLY_ARRAY;
        freeReplyObject(r);
        if (committed)
            return 0;
    }
    return 1;
}

long long job_attempt(redisContext *c, const char *job)
{
    redisReply *r = redisCommand(c, "HINCRBY job:%s attempts 1", job);
    long long n = r && r->type == REDIS_REPLY_INTEGER ? r->integer : -1;
    if (r)
        freeReplyObject(r);
    return n;
}

int job_mirror_status(redisContext *c, const char *job)
{
    redisReply *r = redisCommand(c, "GET job:%s:status", job);
    if (!r || r->type != REDIS_REPLY_STRING) {
        if (r)
            freeReplyObject(r);
        return -1;
    }
    int rc = expect_status(redisCommand(c, "SET dashboard:job:%s %s", job, r->str), "OK");
    freeReplyObject(r);
    return rc;
}
