// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* League table service of a mobile game; many instances, one Redis. */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int status_is(const redisReply *r, const char *want)
{
    return r != NULL && r->type == REDIS_REPLY_STATUS && strcmp(r->str, want) == 0;
}

static int simple(redisContext *c, const char *cmd)
{
    redisReply *r = redisCommand(c, cmd);
    int done = r != NULL && r->type != REDIS_REPLY_ERROR;

    if (r != NULL)
        freeReplyObject(r);
    return done;
}

/* 1 = applied, 0 = other instance was faster, -1 = error */
static int try_rating(redisContext *c, const char *player, double delta)
{
    redisReply *r;
    double rating;
    int rc = -1;

    r = redisCommand(c, "WATCH rating:%s", player);
    if (!status_is(r, "OK"))
        goto out;
    freeReplyObject(r);
    r = redisCommand(c, "GET rating:%s", player);
    if (r == NULL || r->type != REDIS_REPLY_STRING)
        goto out;
    rating = atof(r->str) * 0.98 + delta;
    freeReplyObject(r);
    r = redisCommand(c, "MULTI");
    if (!status_is(r, "OK"))
        goto out;
    freeReplyObject(r);
    r = redisCommand(c, "SET rating:%s %f", player, rating);
    if (!status_is(r, "QUEUED"))
        goto out;
    freeReplyObject(r);
    r = redisCommand(c, "EXEC");
    if (r == NULL || r->type == REDIS_REPLY_ERROR)
        goto out;
    rc = r->type == REDIS_REPLY_NIL ? 0 : 1;
out:
    if (rc < 0)
        simple(c, "UNWATCH");
    if (r != NULL)
        freeReplyObject(r);
    return rc;
}

int league_update_rating(redisContext *c, const char *player, double delta)
{
    int i, rc = 0;

    for (i = 0; i < 16 && rc == 0; i++)
        rc = try_rating(c, player, delta);
    return rc == 1 ? 0 : -1;
}

int league_add_score(redisContext *c, const char *player, long points)
{
    redisReply *r = redisCommand(c, "GET score:%s", player);
    int done;

    if (r != NULL && r->type == REDIS_REPLY_STRING)
        printf("%s had %s\n", player, r->str);
    if (r != NULL)
        freeReplyObject(r);
    r = redisCommand(c, "INCRBY score:%s %ld", player, points);
    done = r != NULL && r->type == REDIS_REPLY_INTEGER;
    if (r != NULL)
        freeReplyObject(r);
    return done ? 0 : -1;
}

int league_claim_name(redisContext *c, const char *name, const char *player)
{
    redisReply *r = redisCommand(c, "EXISTS name:%s", name);
    int taken = r != NULL && r->type == REDIS_REPLY_INTEGER && r->integer == 1;

    if (r != NULL)
        freeReplyObject(r);
    if (taken)
        return 1;
    r = redisCommand(c, "SET name:%s %s NX", name, player);
    taken = !status_is(r, "OK");
    if (r != NULL)
        freeReplyObject(r);
    return taken;
}

/* Rendered table is a cache of the sorted set. */
int league_table(redisContext *c, const char *league, char *out, size_t cap)
{
    redisReply *r = redisCommand(c, "GET table:%s", league);
    size_t used = 0, i;

    if (r != NULL && r->type == REDIS_REPLY_STRING) {
        snprintf(out, cap, "%s", r->str);
        freeReplyObject(r);
        return 0;
    }
    if (r != NULL)
        freeReplyObject(r);
    r = redisCommand(c, "ZREVRANGE league:%s 0 9", league);
    if (r == NULL || r->type != REDIS_REPLY_ARRAY) {
        if (r != NULL)
            freeReplyObject(r);
        return -1;
    }
    for (i = 0; i < r->elements && used + 1 < cap; i++)
        used += (size_t)snprintf(out + used, cap - used, "%s\n", r->element[i]->str);
    freeReplyObject(r);
    r = redisCommand(c, "SET table:%s %s EX 30", league, out);
    if (r != NULL)
        freeReplyObject(r);
    return 0;
}
