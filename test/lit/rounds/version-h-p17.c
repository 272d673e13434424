// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Leader board of the arcade backend, kept in Redis hashes. */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_TRIES 16

struct player {
    long best;
    long games;
    long streak;
};

static int cmd_ok(redisContext *c, const char *verb)
{
    redisReply *r = redisCommand(c, verb);
    int ok = r != NULL && r->type != REDIS_REPLY_ERROR;

    if (r)
        freeReplyObject(r);
    return ok;
}

static int player_load(redisContext *c, const char *id, struct player *p)
{
    redisReply *r = redisCommand(c, "HMGET player:%s best games streak", id);

    memset(p, 0, sizeof(*p));
    if (r == NULL || r->type != REDIS_REPLY_ARRAY || r->elements != 3) {
        if (r)
            freeReplyObject(r);
        return -1;
    }
    if (r->element[0]->str)
        p->best = atol(r->element[0]->str);
    if (r->element[1]->str)
        p->games = atol(r->element[1]->str);
    if (r->element[2]->str)
        p->streak = atol(r->element[2]->str);
    freeReplyObject(r);
    return 0;
}

static void player_score(struct player *p, long score)
{
    p->games++;
    if (score > p->best) {
        p->best = score;
        p->streak++;
    } else {
        p->streak = 0;
    }
}

/* 1 = stored, 0 = somebody else was faster, -1 = connection trouble */
static int player_store(redisContext *c, const char *id, const struct player *p)
{
    redisReply *r;
    int rc;

    if (!cmd_ok(c, "MULTI"))
        return -1;
    r = redisCommand(c, "HMSET player:%s best %ld games %ld streak %ld", id, p->best, p->games,
                     p->streak);
    if (r == NULL)
        return -1;
    freeReplyObject(r);
    r = redisCommand(c, "EXEC");
    if (r == NULL)
        return -1;
    rc = r->type == REDIS_REPLY_ARRAY ? 1 : r->type == REDIS_REPLY_NIL ? 0 : -1;
    freeReplyObject(r);
    return rc;
}

int report_score(redisContext *c, const char *id, long score)
{
    struct player p;
    int i, rc;

    for (i = 0; i < MAX_TRIES; i++) {
        redisReply *w = redisCommand(c, "WATCH player:%s", id);

        if (w == NULL)
            return -1;
        freeReplyObject(w);
        if (player_load(c, id, &p) != 0) {
            cmd_ok(c, "UNWATCH");
            return -1;
        }
        player_score(&p, score);
        rc = player_store(c, id, &p);
        if (rc != 0)
            return rc < 0 ? -1 : 0;
    }
    return -1;
}

/* nightly: yesterday's best figures are copied into the archive */
int archive_player(redisContext *c, const char *id, const char *day)
{
    struct player p;
    redisReply *r;

    if (player_load(c, id, &p) != 0)
        return -1;
    r = redisCommand(c, "HMSET archive:%s:%s best %ld games %ld", day, id, p.best, p.games);
    if (r == NULL)
        return -1;
    freeReplyObject(r);
    r = redisCommand(c, "ZADD board:%s %ld %s", day, p.best, id);
    if (r == NULL)
        return -1;
    freeReplyObject(r);
    return 0;
}
