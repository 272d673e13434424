// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* dlock - cluster mutex on Redis used by the transcoding workers */
#include <errno.h>
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct dlock {
    redisContext *ctx;
    char name[96];
    char owner[64];
    int ttl_ms;
} dlock_t;

static const char unlock_lua[] =
    "if redis.call('get', KEYS[1]) == ARGV[1] then "
    "  return redis.call('del', KEYS[1]) "
    "else return 0 end";

void dlock_init(dlock_t *l, redisContext *ctx, const char *name, int ttl_ms)
{
    char host[32] = "";

    l->ctx = ctx;
    l->ttl_ms = ttl_ms;
    snprintf(l->name, sizeof(l->name), "lock:%s", name);
    gethostname(host, sizeof(host) - 1);
    snprintf(l->owner, sizeof(l->owner), "%s:%ld:%lx", host, (long)getpid(),
             (unsigned long)random());
}

int dlock_try(dlock_t *l)
{
    redisReply *r = redisCommand(l->ctx, "SET %s %s NX PX %d", l->name, l->owner, l->ttl_ms);
    int rc;

    if (r == NULL)
        return -EIO;
    rc = r->type == REDIS_REPLY_STATUS ? 0 : -EBUSY;
    freeReplyObject(r);
    return rc;
}

static int mine(dlock_t *l)
{
    redisReply *r = redisCommand(l->ctx, "GET %s", l->name);
    int m;

    if (r == NULL)
        return -EIO;
    m = r->type == REDIS_REPLY_STRING && strcmp(r->str, l->owner) == 0;
    freeReplyObject(r);
    return m;
}

/* Prolong the hold while a long segment is being encoded. */
int dlock_renew(dlock_t *l)
{
    redisReply *r;
    int rc = mine(l);

    if (rc < 0)
        return rc;
    if (rc == 0)
        return -ENOLCK;
    r = redisCommand(l->ctx, "PEXPIRE %s %d", l->name, l->ttl_ms); // EXPECT: unversioned-write
    if (r == NULL)
        return -EIO;
    rc = r->type == REDIS_REPLY_INTEGER && r->integer == 1 ? 0 : -ENOLCK;
    freeReplyObject(r);
    return rc;
}

int dlock_release(dlock_t *l)
{
    redisReply *cur, *r;

    cur = redisCommand(l->ctx, "GET %s", l->name);
    if (cur == NULL)
        return -EIO;
    if (cur->type != REDIS_REPLY_STRING || strcmp(cur->str, l->owner) != 0) {
        freeReplyObject(cur);
        return -ENOLCK;
    }
    freeReplyObject(cur);
    r = redisCommand(l->ctx, "DEL %s", l->name); // EXPECT: unversioned-write
    if (r == NULL)
        return -EIO;
    freeReplyObject(r);
    return 0;
}

/* Used by the watchdog, which runs in another process than the holder. */
int dlock_release_scripted(dlock_t *l)
{
    redisReply *r = redisCommand(l->ctx, "EVAL %s 1 %s %s", unlock_lua, l->name, l->owner);
    int rc;

    if (r == NULL)
        return -EIO;
    rc = r->type == REDIS_REPLY_INTEGER && r->integer == 1 ? 0 : -ENOLCK;
    freeReplyObject(r);
    return rc;
}

int dlock_dump(dlock_t *l, FILE *out)
{
    redisReply *r = redisCommand(l->ctx, "GET %s", l->name);

    if (r == NULL)
        return -EIO;
    fprintf(out, "%s held by %s\n", l->name, r->type == REDIS_REPLY_STRING ? r->str : "(nobody)");
    freeReplyObject(r);
    return 0;
}
