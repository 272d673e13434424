// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Seat map of the ticket shop. "seats:<event>" is a string with one character
 * per seat; all shop front ends modify it. */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEAT_FREE '.'
#define SEAT_HELD 'h'

static const char release_script[] =
    "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) else return 0 end";

static int simple(redisContext *rc, const char *cmd)
{
    redisReply *r = redisCommand(rc, cmd);
    int good = r && r->type != REDIS_REPLY_ERROR;

    if (r)
        freeReplyObject(r);
    return good ? 0 : -1;
}

/* first run of `count` free seats, or -1 */
static int find_run(const char *map, size_t len, int count)
{
    size_t i;
    int run = 0;

    for (i = 0; i < len; i++) {
        run = map[i] == SEAT_FREE ? run + 1 : 0;
        if (run == count)
            return (int)i - count + 1;
    }
    return -1;
}

int seats_hold(redisContext *rc, long event, int count)
{
    int tries;

    for (tries = 0; tries < 16; tries++) {
        redisReply *r;
        char *map;
        int first, queued, committed;

        r = redisCommand(rc, "WATCH seats:%ld", event);
        if (!r)
            return -1;
        freeReplyObject(r);
        r = redisCommand(rc, "GET seats:%ld", event);
        if (!r || r->type != REDIS_REPLY_STRING) {
            if (r)
                freeReplyObject(r);
            simple(rc, "UNWATCH");
            return -1;
        }
        first = find_run(r->str, (size_t)r->len, count);
        if (first < 0) {
            freeReplyObject(r);
            simple(rc, "UNWATCH");
            return -2;
        }
        map = strdup(r->str);
        freeReplyObject(r);
        if (!map) {
            simple(rc, "UNWATCH");
            return -1;
        }
        memset(map + first, SEAT_HELD, (size_t)count);

        if (simple(rc, "MULTI") != 0) {
            free(map);
            return -1;
        }
        r = redisCommand(rc, "SET seats:%ld %s", event, map);
        queued = r && r->type == REDIS_REPLY_STATUS;
        if (r)
            freeReplyObject(r);
        free(map);
        r = redisCommand(rc, "EXEC");
        committed = queued && r && r->type == REDIS_REPLY_ARRAY;
        if (r)
            freeReplyObject(r);
        if (committed)
            return first;
    }
    return -1;
}

int hold_lock(redisContext *rc, long event, const char *session)
{
    redisReply *r = redisCommand(rc, "SET hold:%ld %s NX EX 30", event, session);
    int got = r && r->type == REDIS_REPLY_STATUS;

    if (r)
        freeReplyObject(r);
    return got;
}

int hold_unlock(redisContext *rc, long event, const char *session)
{
    redisReply *r = redisCommand(rc, "EVAL %s 1 hold:%ld %s", release_script, event, session);
    int gone = r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;

    if (r)
        freeReplyObject(r);
    return gone;
}

/* Page cache: render on a miss. */
int page_cached(redisContext *rc, long event, char *out, size_t cap, int (*render)(long, char *, size_t))
{
    redisReply *r = redisCommand(rc, "GET page:%ld", event);

    if (r && r->type == REDIS_REPLY_STRING) {
        snprintf(out, cap, "%s", r->str);
        freeReplyObject(r);
        return 0;
    }
    if (r)
        freeReplyObject(r);
    if (render(event, out, cap) != 0)
        return -1;
    r = redisCommand(rc, "SETEX page:%ld 20 %s", event, out);
    if (r)
        freeReplyObject(r);
    return 0;
}
