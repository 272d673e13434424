// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Loyalty service: voucher balances and short leases in Redis. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <hiredis/hiredis.h>

struct loyalty {
    redisContext *primary;
    redisContext *replica;
    char self[40];
};

static int reply_status(redisReply *r)
{
    int rc = 0;

    if (!r)
        return -EIO;
    if (r->type == REDIS_REPLY_ERROR)
        rc = -EPROTO;
    freeReplyObject(r);
    return rc;
}

static int read_points(redisContext *c, const char *card, long long *out)
{
    redisReply *r = redisCommand(c, "GET points:%s", card);

    if (!r)
        return -EIO;
    *out = (r->type == REDIS_REPLY_STRING) ? strtoll(r->str, NULL, 10) : 0;
    freeReplyObject(r);
    return 0;
}

/* Spends points for a voucher of a fixed price; the balance never drops below zero. */
int loyalty_spend(struct loyalty *l, const char *card, long long price)
{
    redisContext *c = l->primary;
    long long points;
    int rc;

    rc = reply_status(redisCommand(c, "WATCH points:%s", card));
    if (rc)
        return rc;
    rc = read_points(c, card, &points);
    if (rc || points < price) {
        reply_status(redisCommand(c, "UNWATCH"));
        return rc ? rc : -ENOSPC;
    }
    rc = reply_status(redisCommand(c, "MULTI"));
    if (rc)
        return rc;
    rc = reply_status(redisCommand(c, "SET points:%s %lld", card, points - price));
    if (rc)
        return rc;
    return reply_status(redisCommand(c, "EXEC")); // EXPECT: ignored-conflict
}

/* Halves the balance of a card that has not been used for a year. */
int loyalty_decay(struct loyalty *l, const char *card)
{
    redisContext *c = l->primary;
    int attempt;

    for (attempt = 0; attempt < 8; attempt++) {
        redisReply *r;
        long long points;
        int committed;

        if (reply_status(redisCommand(c, "WATCH points:%s", card)))
            return -EIO;
        if (read_points(c, card, &points))
            return -EIO;
        redisAppendCommand(c, "MULTI");
        redisAppendCommand(c, "SET points:%s %lld", card, points / 2);
        redisAppendCommand(c, "EXEC");
        for (int i = 0; i < 2; i++) {
            if (redisGetReply(c, (void **)&r) != REDIS_OK)
                return -EIO;
            freeReplyObject(r);
        }
        if (redisGetReply(c, (void **)&r) != REDIS_OK)
            return -EIO;
        committed = r->type == REDIS_REPLY_ARRAY;
        freeReplyObject(r);
        if (committed)
            return 0;
    }
    return -EAGAIN;
}

/* Doubles the balance during a promotion. Reads go to the replica to spare the primary. */
int loyalty_promote(struct loyalty *l, const char *card, long long cap)
{
    long long points;
    int rc = read_points(l->replica, card, &points);

    if (rc)
        return rc;
    points *= 2;
    if (points > cap)
        points = cap;
    return reply_status(redisCommand(l->primary, "SET points:%s %lld", card, points)); // EXPECT: unversioned-write
}

int loyalty_earn(struct loyalty *l, const char *card, long long n)
{
    return reply_status(redisCommand(l->primary, "INCRBY points:%s %lld", card, n));
}

int lease_take(struct loyalty *l, const char *job, int ttl)
{
    redisReply *r = redisCommand(l->primary, "SET lease:%s %s NX EX %d", job, l->self, ttl);
    int got = r && r->type == REDIS_REPLY_STATUS;

    if (r)
        freeReplyObject(r);
    return got ? 0 : -EBUSY;
}

static int lease_is_mine(struct loyalty *l, const char *job)
{
    redisReply *r = redisCommand(l->primary, "GET lease:%s", job);
    int mine = r && r->type == REDIS_REPLY_STRING && strcmp(r->str, l->self) == 0;

    if (r)
        freeReplyObject(r);
    return mine;
}

void lease_drop(struct loyalty *l, const char *job)
{
    if (!lease_is_mine(l, job))
        return;
    reply_status(redisCommand(l->primary, "DEL lease:%s", job)); // EXPECT: unversioned-write
}

int lease_renew(struct loyalty *l, const char *job, int ttl)
{
    static const char script[] =
        "if redis.call('get', KEYS[1]) == ARGV[1] then "
        "  return redis.call('expire', KEYS[1], ARGV[2]) "
        "else return 0 end";
    redisReply *r = redisCommand(l->primary, "EVAL %s 1 lease:%s %s %d", script, job, l->self, ttl);
    int kept = r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;

    if (r)
        freeReplyObject(r);
    return kept ? 0 : -ESTALE;
}
