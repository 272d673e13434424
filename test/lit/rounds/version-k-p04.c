// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Auction bidding on top of redis. One process per region, all share one redis. */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MAX_TRIES 16

static int reply_is_status(redisReply *r, const char *s)
{
    return r != NULL && r->type == REDIS_REPLY_STATUS && strcasecmp(r->str, s) == 0;
}

static int run_simple(redisContext *c, const char *cmd)
{
    redisReply *r = redisCommand(c, cmd);
    int rc = (r != NULL && r->type != REDIS_REPLY_ERROR) ? 0 : -1;
    if (r)
        freeReplyObject(r);
    return rc;
}

/* 1: accepted, 0: too low, -1: error */
int auction_bid(redisContext *c, const char *lot, long cents)
{
    int i;

    for (i = 0; i < MAX_TRIES; i++) {
        redisReply *r = redisCommand(c, "WATCH lot:%s:high", lot);
        long high = 0;
        int done;

        if (!reply_is_status(r, "OK")) {
            if (r)
                freeReplyObject(r);
            return -1;
        }
        freeReplyObject(r);

        r = redisCommand(c, "GET lot:%s:high", lot);
        if (r == NULL)
            return -1;
        if (r->type == REDIS_REPLY_STRING)
            high = strtol(r->str, NULL, 10);
        freeReplyObject(r);

        /* five percent minimum raise */
        if (cents < high + high / 20) {
            run_simple(c, "UNWATCH");
            return 0;
        }
        if (run_simple(c, "MULTI") != 0)
            return -1;
        r = redisCommand(c, "SET lot:%s:high %ld", lot, cents);
        if (r)
            freeReplyObject(r);
        r = redisCommand(c, "EXEC");
        if (r == NULL)
            return -1;
        done = r->type == REDIS_REPLY_ARRAY;
        freeReplyObject(r);
        if (done)
            return 1;
    }
    return -1;
}

int auction_count_view(redisContext *c, const char *lot)
{
    redisReply *r = redisCommand(c, "HGET lot:%s:stats views", lot);
    int rc = -1;

    if (r != NULL && r->type == REDIS_REPLY_STRING && atol(r->str) % 1000 == 0)
        fprintf(stderr, "lot %s: %s views\n", lot, r->str);
    if (r)
        freeReplyObject(r);
    r = redisCommand(c, "HINCRBY lot:%s:stats views 1", lot);
    if (r != NULL && r->type == REDIS_REPLY_INTEGER)
        rc = 0;
    if (r)
        freeReplyObject(r);
    return rc;
}

int auction_archive(redisContext *c, const char *lot)
{
    redisReply *r = redisCommand(c, "GET lot:%s:high", lot);
    redisReply *w;
    int rc = -1;

    if (r == NULL)
        return -1;
    if (r->type == REDIS_REPLY_STRING) {
        w = redisCommand(c, "SET archive:%s:final %b", lot, r->str, (size_t)r->len);
        rc = reply_is_status(w, "OK") ? 0 : -1;
        if (w)
            freeReplyObject(w);
    }
    freeReplyObject(r);
    return rc;
}

int auction_open(redisContext *c, const char *lot, long start_cents)
{
    redisReply *r = redisCommand(c, "EXISTS lot:%s:high", lot);
    int rc = -1;

    if (r != NULL && r->type == REDIS_REPLY_INTEGER && r->integer == 1) {
        freeReplyObject(r);
        return 0;
    }
    if (r)
        freeReplyObject(r);
    r = redisCommand(c, "SET lot:%s:high %ld NX", lot, start_cents);
    if (r != NULL && (r->type == REDIS_REPLY_STATUS || r->type == REDIS_REPLY_NIL))
        rc = r->type == REDIS_REPLY_STATUS;
    if (r)
        freeReplyObject(r);
    return rc;
}
