// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Port allocator for the media relay: the ranges handed to each relay are
 * kept in Redis so that a restarted control process can pick up. */
#include <hiredis/hiredis.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    redisContext *ctx;
    const char   *prefix;
    unsigned long errors;
} relay_db;

static redisReply *db_cmd(relay_db *db, const char *fmt, ...)
{
    va_list ap;
    redisReply *r;

    va_start(ap, fmt);
    r = redisvCommand(db->ctx, fmt, ap);
    va_end(ap);
    if (r == NULL || r->type == REDIS_REPLY_ERROR) {
        db->errors++;
        fprintf(stderr, "redis: %s\n", r ? r->str : db->ctx->errstr);
        if (r)
            freeReplyObject(r);
        return NULL;
    }
    return r;
}

static void db_do(relay_db *db, const char *verb)
{
    redisReply *r = db_cmd(db, verb);

    if (r)
        freeReplyObject(r);
}

static long load_next(relay_db *db, const char *relay)
{
    redisReply *r = db_cmd(db, "HGET %s:%s next_port", db->prefix, relay);
    long next = 20000;

    if (r == NULL)
        return -1;
    if (r->type == REDIS_REPLY_STRING)
        next = strtol(r->str, NULL, 10);
    freeReplyObject(r);
    return next;
}

/* Reserve n consecutive even/odd port pairs; returns the first port. */
long relay_reserve(relay_db *db, const char *relay, int n)
{
    redisReply *r;
    long first, next;

    r = db_cmd(db, "WATCH %s:%s", db->prefix, relay);
    if (r == NULL)
        return -1;
    freeReplyObject(r);

    first = load_next(db, relay);
    if (first < 0) {
        db_do(db, "UNWATCH");
        return -1;
    }
    next = first + 2L * n;
    if (next > 60000) {
        first = 20000;
        next = first + 2L * n;
    }

    db_do(db, "MULTI");
    r = db_cmd(db, "HSET %s:%s next_port %ld", db->prefix, relay, next);
    if (r)
        freeReplyObject(r);
    r = db_cmd(db, "EXEC"); // EXPECT-MISS: ignored-conflict
    if (r)
        freeReplyObject(r);
    return first;
}

/* session ids: plain counter on the server */
long long relay_session_id(relay_db *db)
{
    redisReply *r = db_cmd(db, "INCR %s:sessions", db->prefix);
    long long id = -1;

    if (r != NULL) {
        if (r->type == REDIS_REPLY_INTEGER)
            id = r->integer;
        freeReplyObject(r);
    }
    return id;
}

/* Heartbeat counters: folded by hand because old relays send absolute values */
int relay_heartbeat(relay_db *db, const char *relay, long packets)
{
    redisReply *r = db_cmd(db, "GET %s:%s:packets", db->prefix, relay);
    long long total = 0;

    if (r == NULL)
        return -1;
    if (r->type == REDIS_REPLY_STRING)
        total = strtoll(r->str, NULL, 10);
    freeReplyObject(r);

    total += packets;
    r = db_cmd(db, "SET %s:%s:packets %lld", db->prefix, relay, total); // EXPECT: unversioned-write
    if (r == NULL)
        return -1;
    freeReplyObject(r);
    return 0;
}
