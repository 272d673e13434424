// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Deploy agent: one lock key and one rollout document per site in Redis. */
#include <hiredis/hiredis.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct site_lock {
    redisContext *rc;
    char key[64];
    char owner[48];
};

static const char release_lua[] =
    "if redis.call('get', KEYS[1]) == ARGV[1] then "
    "return redis.call('del', KEYS[1]) else return 0 end";

int site_lock_take(struct site_lock *l, redisContext *rc, const char *site, const char *owner)
{
    redisReply *r;
    int ok;

    l->rc = rc;
    snprintf(l->key, sizeof l->key, "deploy:lock:%s", site);
    snprintf(l->owner, sizeof l->owner, "%s", owner);
    r = redisCommand(rc, "SET %s %s NX PX 30000", l->key, l->owner);
    if (!r)
        return -EIO;
    ok = r->type == REDIS_REPLY_STATUS;
    freeReplyObject(r);
    return ok ? 0 : -EBUSY;
}

static bool site_lock_mine(struct site_lock *l)
{
    redisReply *r = redisCommand(l->rc, "GET %s", l->key);
    bool mine = r && r->type == REDIS_REPLY_STRING && strcmp(r->str, l->owner) == 0;

    if (r)
        freeReplyObject(r);
    return mine;
}

/* Normal end of a deployment. */
int site_lock_drop(struct site_lock *l)
{
    redisReply *r = redisCommand(l->rc, "EVAL %s 1 %s %s", release_lua, l->key, l->owner);
    int rc = -EIO;

    if (!r)
        return rc;
    if (r->type == REDIS_REPLY_INTEGER)
        rc = r->integer == 1 ? 0 : -ESTALE;
    freeReplyObject(r);
    return rc;
}

/* The deployment was cancelled from the console. */
int site_lock_abort(struct site_lock *l)
{
    redisReply *r;

    if (!site_lock_mine(l))
        return -ESTALE;
    r = redisCommand(l->rc, "DEL %s", l->key); // EXPECT: unversioned-write
    if (!r)
        return -EIO;
    freeReplyObject(r);
    return 0;
}

static int simple(redisContext *rc, const char *cmd)
{
    redisReply *r = redisCommand(rc, cmd);
    int ret = r && r->type != REDIS_REPLY_ERROR ? 0 : -EIO;

    if (r)
        freeReplyObject(r);
    return ret;
}

static int begin_with(redisContext *rc, const char *key, char *doc, size_t cap)
{
    redisReply *r = redisCommand(rc, "WATCH %s", key);

    if (!r)
        return -EIO;
    freeReplyObject(r);
    r = redisCommand(rc, "GET %s", key);
    if (!r || r->type != REDIS_REPLY_STRING) {
        if (r)
            freeReplyObject(r);
        simple(rc, "UNWATCH");
        return -ENOENT;
    }
    snprintf(doc, cap, "%s", r->str);
    freeReplyObject(r);
    return 0;
}

static int queue_set(redisContext *rc, const char *key, const char *doc)
{
    redisReply *r;

    if (simple(rc, "MULTI") != 0)
        return -EIO;
    r = redisCommand(rc, "SET %s %s", key, doc);
    if (!r)
        return -EIO;
    freeReplyObject(r);
    return 0;
}

int rollout_add_host(redisContext *rc, const char *key, const char *host)
{
    char doc[900], next[1024];

    for (int i = 0; i < 10; i++) {
        redisReply *r;
        bool applied;
        int ret = begin_with(rc, key, doc, sizeof doc);

        if (ret != 0)
            return ret;
        snprintf(next, sizeof next, "%s,%s", doc, host);
        if (queue_set(rc, key, next) != 0 || !(r = redisCommand(rc, "EXEC"))) // EXPECT-NOISE: unversioned-write
            return -EIO;
        applied = r->type == REDIS_REPLY_ARRAY;
        freeReplyObject(r);
        if (applied)
            return 0;
    }
    return -EAGAIN;
}

int rollout_finish(redisContext *rc, const char *key)
{
    char doc[900], next[1024];
    redisReply *r;
    int ret = begin_with(rc, key, doc, sizeof doc);

    if (ret != 0)
        return ret;
    snprintf(next, sizeof next, "%s;done", doc);
    if (queue_set(rc, key, next) != 0) // EXPECT-NOISE: unversioned-write
        return -EIO;
    r = redisCommand(rc, "EXEC"); // EXPECT: ignored-conflict
    if (!r)
        return -EIO;
    freeReplyObject(r);
    return 0;
}
