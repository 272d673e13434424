// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* report builder: redis housekeeping for export jobs */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define EXPORT_MAX_AGE 7200

static long long field_ll(redisContext *c, const char *key, const char *field)
{
    long long v = -1;
    redisReply *r = redisCommand(c, "HGET %s %s", key, field);
    if (r && r->type == REDIS_REPLY_STRING)
        v = strtoll(r->str, NULL, 10);
    if (r)
        freeReplyObject(r);
    return v;
}

static int field_is(redisContext *c, const char *key, const char *field, const char *want)
{
    int eq = 0;
    redisReply *r = redisCommand(c, "HGET %s %s", key, field);
    if (r && r->type == REDIS_REPLY_STRING)
        eq = strcmp(r->str, want) == 0;
    if (r)
        freeReplyObject(r);
    return eq;
}

/* workers */
int export_begin(redisContext *c, const char *id, const char *worker)
{
    redisReply *r = redisCommand(c, "HSET export:%s state running worker %s started %lld",
                                 id, worker, (long long)time(NULL));
    int ok = r && r->type != REDIS_REPLY_ERROR;
    if (r)
        freeReplyObject(r);
    return ok ? 0 : -1;
}

int export_append(redisContext *c, const char *id, const void *row, size_t len)
{
    redisReply *r = redisCommand(c, "APPEND export:%s:rows %b", id, row, len);
    int ok = r && r->type == REDIS_REPLY_INTEGER;
    if (r)
        freeReplyObject(r);
    return ok ? 0 : -1;
}

static int purge_one(redisContext *c, const char *key)
{
    long long started = field_ll(c, key, "started");
    redisReply *r;

    if (started < 0)
        return 0;
    if ((long long)time(NULL) - started < EXPORT_MAX_AGE)
        return 0;
    r = redisCommand(c, "DEL %s %s:rows", key, key); // EXPECT: timestamp-cleanup
    if (!r)
        return -1;
    freeReplyObject(r);
    return 1;
}

static int purge_finished_one(redisContext *c, const char *key)
{
    long long started = field_ll(c, key, "started");
    redisReply *r;

    if (started < 0 || (long long)time(NULL) - started < EXPORT_MAX_AGE)
        return 0;
    if (!field_is(c, key, "state", "finished"))
        return 0;
    r = redisCommand(c, "UNLINK %s %s:rows", key, key);
    if (!r)
        return -1;
    freeReplyObject(r);
    return 1;
}

int export_purge(redisContext *c, int finished_only)
{
    char cursor[32] = "0";
    int n = 0;

    do {
        redisReply *r = redisCommand(c, "SCAN %s MATCH export:[0-9]* COUNT 200", cursor);
        if (!r || r->type != REDIS_REPLY_ARRAY || r->elements != 2) {
            if (r)
                freeReplyObject(r);
            return -1;
        }
        snprintf(cursor, sizeof cursor, "%s", r->element[0]->str);
        for (size_t i = 0; i < r->element[1]->elements; i++) {
            const char *key = r->element[1]->element[i]->str;
            int rc = finished_only ? purge_finished_one(c, key) : purge_one(c, key);
            if (rc > 0)
                n++;
        }
        freeReplyObject(r);
    } while (strcmp(cursor, "0") != 0);
    return n;
}
