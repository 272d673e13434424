// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Job leases and per-queue counters for the transcode farm, on Redis. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stdbool.h>

#include <hiredis/hiredis.h>

typedef struct farm {
    redisContext *rc;
    char node_id[40];
} farm_t;

static const char *extend_script =
    "if redis.call('get', KEYS[1]) == ARGV[1] then "
    "  return redis.call('pexpire', KEYS[1], ARGV[2]) "
    "else return 0 end";

static bool reply_is_status(redisReply *r, const char *want)
{
    return r && r->type == REDIS_REPLY_STATUS && strcmp(r->str, want) == 0;
}

int lease_take(farm_t *f, const char *job, int ttl_ms)
{
    redisReply *r = redisCommand(f->rc, "SET lease:%s %s NX PX %d", job, f->node_id, ttl_ms);
    int ok = reply_is_status(r, "OK");
    if (r)
        freeReplyObject(r);
    return ok ? 0 : -1;
}

int lease_extend(farm_t *f, const char *job, int ttl_ms)
{
    redisReply *r = redisCommand(f->rc, "EVAL %s 1 lease:%s %s %d", extend_script, job, f->node_id, ttl_ms);
    int ok = r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;
    if (r)
        freeReplyObject(r);
    return ok ? 0 : -1;
}

int lease_drop(farm_t *f, const char *job)
{
    redisReply *r = redisCommand(f->rc, "GET lease:%s", job);
    bool mine = r && r->type == REDIS_REPLY_STRING && strcmp(r->str, f->node_id) == 0;

    if (r)
        freeReplyObject(r);
    if (!mine)
        return -1;
    r = redisCommand(f->rc, "DEL lease:%s", job); // EXPECT: unversioned-write
    if (!r)
        return -1;
    freeReplyObject(r);
    return 0;
}

/* Move one unit of budget from the shared pool of a customer to a queue. */
int budget_move(farm_t *f, const char *cust, const char *queue, long amount)
{
    redisReply *r = redisCommand(f->rc, "WATCH budget:%s", cust);
    if (!reply_is_status(r, "OK")) {
        if (r)
            freeReplyObject(r);
        return -1;
    }
    freeReplyObject(r);

    r = redisCommand(f->rc, "GET budget:%s", cust);
    long have = r && r->type == REDIS_REPLY_STRING ? strtol(r->str, NULL, 10) : 0;
    if (r)
        freeReplyObject(r);
    if (have < amount) {
        freeReplyObject(redisCommand(f->rc, "UNWATCH"));
        return -2;
    }

    freeReplyObject(redisCommand(f->rc, "MULTI"));
    freeReplyObject(redisCommand(f->rc, "SET budget:%s %ld", cust, have - amount));
    freeReplyObject(redisCommand(f->rc, "INCRBY queuebudget:%s %ld", queue, amount));
    r = redisCommand(f->rc, "EXEC"); // EXPECT: ignored-conflict
    freeReplyObject(r);
    return 0;
}

int budget_refund(farm_t *f, const char *cust, long amount, long ceiling)
{
    for (int tries = 0; tries < 5; tries++) {
        freeReplyObject(redisCommand(f->rc, "WATCH budget:%s", cust));
        redisReply *r = redisCommand(f->rc, "GET budget:%s", cust);
        long have = r && r->type == REDIS_REPLY_STRING ? strtol(r->str, NULL, 10) : 0;
        if (r)
            freeReplyObject(r);
        long next = have + amount > ceiling ? ceiling : have + amount;

        freeReplyObject(redisCommand(f->rc, "MULTI"));
        freeReplyObject(redisCommand(f->rc, "SET budget:%s %ld", cust, next));
        r = redisCommand(f->rc, "EXEC");
        bool done = r && r->type == REDIS_REPLY_ARRAY;
        bool lost = r && r->type == REDIS_REPLY_NIL;
        if (r)
            freeReplyObject(r);
        if (done)
            return 0;
        if (!lost)
            return -1;
    }
    return -3;
}
