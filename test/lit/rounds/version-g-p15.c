// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* seat reservation cache for the ticket shop (Redis) */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct shop {
    redisContext *c;
    unsigned conflicts;
};

static int simple(struct shop *s, const char *cmd)
{
    redisReply *r = redisCommand(s->c, cmd);
    int rc = r && r->type != REDIS_REPLY_ERROR ? 0 : -1;

    if (r)
        freeReplyObject(r);
    return rc;
}

static int get_int(struct shop *s, const char *key, long long *out)
{
    redisReply *r = redisCommand(s->c, "GET %s", key);
    int rc = -1;

    if (r && r->type == REDIS_REPLY_STRING) {
        *out = atoll(r->str);
        rc = 0;
    }
    if (r)
        freeReplyObject(r);
    return rc;
}

int shop_reserve(struct shop *s, const char *show, int seats)
{
    char key[96];
    long long left;
    redisReply *r;
    int attempt;

    snprintf(key, sizeof(key), "show:%s:left", show);
    for (attempt = 0; attempt < 10; attempt++) {
        r = redisCommand(s->c, "WATCH %s", key);
        if (!r)
            return -1;
        freeReplyObject(r);
        if (get_int(s, key, &left) < 0 || left < seats) {
            simple(s, "UNWATCH");
            return 1;
        }
        if (simple(s, "MULTI") < 0)
            return -1;
        r = redisCommand(s->c, "SET %s %lld", key, left - seats);
        if (!r)
            return -1;
        freeReplyObject(r);
        r = redisCommand(s->c, "EXEC");
        if (!r)
            return -1;
        if (r->type != REDIS_REPLY_NIL) {
            int bad = r->type == REDIS_REPLY_ERROR;
            freeReplyObject(r);
            return bad ? -1 : 0;
        }
        freeReplyObject(r);
        s->conflicts++;
    }
    return -1;
}

int shop_release(struct shop *s, const char *show, int seats)
{
    redisReply *r = redisCommand(s->c, "INCRBY show:%s:left %d", show, seats);
    int rc = r && r->type == REDIS_REPLY_INTEGER ? 0 : -1;

    if (r)
        freeReplyObject(r);
    return rc;
}

extern int catalog_load_title(const char *show, char *out, size_t n);

/* read-through cache of the show title */
int shop_title(struct shop *s, const char *show, char *out, size_t n)
{
    redisReply *r = redisCommand(s->c, "GET show:%s:title", show);

    if (r && r->type == REDIS_REPLY_STRING) {
        snprintf(out, n, "%s", r->str);
        freeReplyObject(r);
        return 0;
    }
    if (r)
        freeReplyObject(r);
    if (catalog_load_title(show, out, n) < 0)
        return -1;
    r = redisCommand(s->c, "SETEX show:%s:title 600 %s", show, out);
    if (r)
        freeReplyObject(r);
    return 0;
}

/* the nightly snapshot copies the counter under another key */
int shop_snapshot(struct shop *s, const char *show, time_t day)
{
    char key[96];
    long long left;
    redisReply *r;

    snprintf(key, sizeof(key), "show:%s:left", show);
    if (get_int(s, key, &left) < 0)
        return -1;
    r = redisCommand(s->c, "SET snap:%s:%ld %lld", show, (long)(day / 86400), left);
    if (!r)
        return -1;
    freeReplyObject(r);
    return 0;
}
