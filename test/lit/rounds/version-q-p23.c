// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Leaderboard, mailbox and bonus writes of the game server; many servers, one Redis. */
#include <hiredis/hiredis.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RETRIES 12

static long long reply_int(redisReply *r)
{
    long long v = r && r->type == REDIS_REPLY_INTEGER ? r->integer : -1;

    if (r)
        freeReplyObject(r);
    return v;
}

static bool reply_status(redisReply *r)
{
    bool ok = r && r->type == REDIS_REPLY_STATUS;

    if (r)
        freeReplyObject(r);
    return ok;
}

/* true: executed; false: another client changed a watched key. */
static bool exec_applied(redisContext *c, int *err)
{
    redisReply *r = redisCommand(c, "EXEC");
    bool applied = false;

    *err = 0;
    if (!r)
        *err = -EIO;
    else if (r->type == REDIS_REPLY_ARRAY)
        applied = true;
    else if (r->type != REDIS_REPLY_NIL)
        *err = -EREMOTEIO;
    if (r)
        freeReplyObject(r);
    return applied;
}

/* Best score only ever goes up; returns 1 if this was a new record. */
int score_submit(redisContext *c, const char *board, const char *player, long long score)
{
    for (int i = 0; i < RETRIES; i++) {
        long long best = -1;
        int err;
        redisReply *r;

        if (!reply_status(redisCommand(c, "WATCH %s", board)))
            return -EIO;
        r = redisCommand(c, "HGET %s %s", board, player);
        if (!r)
            return -EIO;
        if (r->type == REDIS_REPLY_STRING)
            best = strtoll(r->str, NULL, 10);
        freeReplyObject(r);
        if (score <= best) {
            reply_status(redisCommand(c, "UNWATCH"));
            return 0;
        }
        if (!reply_status(redisCommand(c, "MULTI")) ||
            !reply_status(redisCommand(c, "HSET %s %s %lld", board, player, score)))
            return -EIO;
        if (exec_applied(c, &err))
            return 1;
        if (err != 0)
            return err;
    }
    return -EAGAIN;
}

/* Next number of a letter; the counter lives on the server. */
long long mail_next_id(redisContext *c, const char *player)
{
    return reply_int(redisCommand(c, "INCR mail:seq:%s", player));
}

int mail_send(redisContext *c, const char *player, const char *text)
{
    long long id = mail_next_id(c, player);

    if (id < 0)
        return -EIO;
    return reply_int(redisCommand(c, "RPUSH mail:%s %lld:%s", player, id, text)) > 0 ? 0 : -EIO;
}

/* A daily bonus is paid by whichever server gets the marker in first. */
int bonus_claim(redisContext *c, const char *player, const char *day, long long gems)
{
    if (!reply_status(redisCommand(c, "SET bonus:%s:%s 1 NX EX 172800", player, day)))
        return -EALREADY;
    return reply_int(redisCommand(c, "HINCRBY wallet:%s gems %lld", player, gems)) >= 0 ? 0 : -EIO;
}

/* Rendered profile page; rebuilt from the database when it is not there. */
int page_get(redisContext *c, const char *player, int (*render)(const char *, char *, size_t),
             char *out, size_t cap)
{
    redisReply *r = redisCommand(c, "GET page:%s", player);

    if (r && r->type == REDIS_REPLY_STRING) {
        snprintf(out, cap, "%s", r->str);
        freeReplyObject(r);
        return 0;
    }
    if (r)
        freeReplyObject(r);
    if (render(player, out, cap) != 0)
        return -EIO;
    reply_status(redisCommand(c, "SET page:%s %s EX 60", player, out));
    return 0;
}
