// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* cronmux - runs each cron job on one host of the cluster; coordination through Redis. */
#include <errno.h>
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct cm {
    redisContext *rc;
    char token[64];
};

static int int_reply(redisReply *r, long long *out)
{
    int err = 0;

    if (!r)
        return -EIO;
    if (r->type == REDIS_REPLY_INTEGER)
        *out = r->integer;
    else
        err = -EPROTO;
    freeReplyObject(r);
    return err;
}

/* 1 = taken, 0 = somebody else runs the job */
static int job_take(struct cm *cm, const char *job, int ttl)
{
    redisReply *r = redisCommand(cm->rc, "SET job:%s %s NX EX %d", job, cm->token, ttl);
    int got;

    if (!r)
        return -EIO;
    got = r->type == REDIS_REPLY_STATUS && !strcmp(r->str, "OK");
    freeReplyObject(r);
    return got;
}

static int job_done(struct cm *cm, const char *job)
{
    redisReply *r = redisCommand(cm->rc, "GET job:%s", job);
    long long n = 0;
    int mine, err;

    if (!r)
        return -EIO;
    mine = r->type == REDIS_REPLY_STRING && !strcmp(r->str, cm->token);
    freeReplyObject(r);
    if (!mine)
        return -ESTALE;
    err = int_reply(redisCommand(cm->rc, "DEL job:%s", job), &n); // EXPECT: unversioned-write
    return err ? err : n == 1 ? 0 : -ESTALE;
}

static int job_extend(struct cm *cm, const char *job, int ttl)
{
    static const char script[] =
        "if redis.call('GET', KEYS[1]) == ARGV[1] then "
        "return redis.call('EXPIRE', KEYS[1], ARGV[2]) else return 0 end";
    long long n = 0;
    int err = int_reply(redisCommand(cm->rc, "EVAL %s 1 job:%s %s %d", script, job, cm->token, ttl), &n);

    return err ? err : n == 1 ? 0 : -ESTALE;
}

static int simple(struct cm *cm, const char *word)
{
    redisReply *r = redisCommand(cm->rc, word);
    int err = !r ? -EIO : r->type == REDIS_REPLY_ERROR ? -EPROTO : 0;

    if (r)
        freeReplyObject(r);
    return err;
}

static long get_long(struct cm *cm, const char *key)
{
    redisReply *r = redisCommand(cm->rc, "GET %s", key);
    long v = r && r->type == REDIS_REPLY_STRING ? strtol(r->str, NULL, 10) : 0;

    if (r)
        freeReplyObject(r);
    return v;
}

static int queue_set(struct cm *cm, const char *key, long v)
{
    redisReply *r = redisCommand(cm->rc, "SET %s %ld", key, v);
    int err = !r ? -EIO : 0;

    if (r)
        freeReplyObject(r);
    return err;
}

/* Doubles the back-off of a failing job, at most one hour. */
static int backoff_grow(struct cm *cm, const char *key)
{
    redisReply *r = redisCommand(cm->rc, "WATCH %s", key);
    long cur;

    if (!r)
        return -EIO;
    freeReplyObject(r);
    cur = get_long(cm, key);
    cur = cur ? cur * 2 : 30;
    if (simple(cm, "MULTI"))
        return -EPROTO;
    if (queue_set(cm, key, cur > 3600 ? 3600 : cur))
        return -EIO;
    r = redisCommand(cm->rc, "EXEC"); // EXPECT: ignored-conflict
    if (!r)
        return -EIO;
    freeReplyObject(r);
    return 0;
}

static int slots_shrink(struct cm *cm, const char *key)
{
    for (int i = 0; i < 10; i++) {
        redisReply *r = redisCommand(cm->rc, "WATCH %s", key);
        long cur;
        int lost;

        if (!r)
            return -EIO;
        freeReplyObject(r);
        cur = get_long(cm, key);
        if (simple(cm, "MULTI") || queue_set(cm, key, cur / 2))
            return -EPROTO;
        r = redisCommand(cm->rc, "EXEC");
        if (!r)
            return -EIO;
        lost = r->type == REDIS_REPLY_NIL;
        freeReplyObject(r);
        if (!lost)
            return 0;
    }
    return -EAGAIN;
}

int main(int argc, char **argv)
{
    struct cm cm = { .rc = redisConnect("redis.internal", 6379) };
    int rc;

    if (argc < 3 || !cm.rc || cm.rc->err)
        return EXIT_FAILURE;
    snprintf(cm.token, sizeof cm.token, "%ld-%ld-%ld", gethostid(), (long)getpid(), (long)time(NULL));
    if (job_take(&cm, argv[1], 120) != 1)
        return EXIT_SUCCESS;
    rc = system(argv[2]);
    if (job_extend(&cm, argv[1], 30) == 0 && rc != 0)
        rc = backoff_grow(&cm, "cronmux:backoff") || slots_shrink(&cm, "cronmux:slots");
    if (job_done(&cm, argv[1]) == -ESTALE)
        fprintf(stderr, "cronmux: %s ran longer than its lease\n", argv[1]);
    redisFree(cm.rc);
    return rc ? EXIT_FAILURE : EXIT_SUCCESS;
}
