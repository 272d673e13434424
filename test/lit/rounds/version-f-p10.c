// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Payment worker: distributed lock per merchant plus request deduplication,
 * both kept in Redis. */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct dlock {
    redisContext *rc;
    char key[96];
    char token[40];
    long ttl_ms;
};

struct charge {
    char request_id[64];
    char merchant[48];
    long cents;
};

extern int gateway_charge(const struct charge *c, char *ref, size_t cap);

int dlock_acquire(struct dlock *l)
{
    redisReply *r = redisCommand(l->rc, "SET %s %s NX PX %ld", l->key, l->token, l->ttl_ms);
    int got = r && r->type == REDIS_REPLY_STATUS;

    if (r)
        freeReplyObject(r);
    return got ? 0 : -1;
}

static int dlock_is_mine(struct dlock *l)
{
    redisReply *r = redisCommand(l->rc, "GET %s", l->key);
    int mine = r && r->type == REDIS_REPLY_STRING && strcmp(r->str, l->token) == 0;

    if (r)
        freeReplyObject(r);
    return mine;
}

int dlock_extend(struct dlock *l)
{
    redisReply *r;
    int done;

    r = redisCommand(l->rc, "GET %s", l->key);
    if (!r || r->type != REDIS_REPLY_STRING || strcmp(r->str, l->token) != 0) {
        if (r)
            freeReplyObject(r);
        return -1;
    }
    freeReplyObject(r);
    r = redisCommand(l->rc, "PEXPIRE %s %ld", l->key, l->ttl_ms); // EXPECT: unversioned-write
    done = r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;
    if (r)
        freeReplyObject(r);
    return done ? 0 : -1;
}

void dlock_release(struct dlock *l)
{
    redisReply *r;

    if (!dlock_is_mine(l))
        return;
    r = redisCommand(l->rc, "DEL %s", l->key); // EXPECT: unversioned-write
    if (r)
        freeReplyObject(r);
}

/* Charges once per request id; repeated deliveries get the stored reference. */
int charge_once(redisContext *rc, const struct charge *c, char *ref, size_t cap)
{
    redisReply *r = redisCommand(rc, "GET charge:%s", c->request_id);
    int err;

    if (!r)
        return -1;
    if (r->type == REDIS_REPLY_STRING) {
        snprintf(ref, cap, "%s", r->str);
        freeReplyObject(r);
        return 0;
    }
    freeReplyObject(r);

    err = gateway_charge(c, ref, cap);
    if (err)
        return err;

    r = redisCommand(rc, "SET charge:%s %s EX 86400", c->request_id, ref); // EXPECT: unversioned-write
    if (!r)
        return -1;
    freeReplyObject(r);
    return 0;
}

/* Daily totals are bumped on the server. */
int merchant_add_total(redisContext *rc, const struct charge *c)
{
    redisReply *r = redisCommand(rc, "HINCRBY totals %s %ld", c->merchant, c->cents);

    if (!r)
        return -1;
    freeReplyObject(r);
    return 0;
}
