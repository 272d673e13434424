// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* payout-worker: takes payouts from a queue and runs each one under a
 * per-merchant lease in redis. */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct worker {
    redisContext *rc;
    char id[64];
};

static const char *RENEW_LUA =
    "if redis.call('GET', KEYS[1]) == ARGV[1] then "
    "return redis.call('PEXPIRE', KEYS[1], ARGV[2]) else return 0 end";

static int reply_is_str(const redisReply *r, const char *s)
{
    return r && r->type == REDIS_REPLY_STRING && strcmp(r->str, s) == 0;
}

static int lease_take(struct worker *w, const char *merchant)
{
    redisReply *r = redisCommand(w->rc, "SET lease:%s %s NX PX 15000", merchant, w->id);
    int got = r && r->type == REDIS_REPLY_STATUS && strcmp(r->str, "OK") == 0;
    if (r)
        freeReplyObject(r);
    return got;
}

static int lease_renew(struct worker *w, const char *merchant)
{
    redisReply *r = redisCommand(w->rc, "EVAL %s 1 lease:%s %s 15000", RENEW_LUA, merchant, w->id);
    int kept = r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;
    if (r)
        freeReplyObject(r);
    return kept;
}

static void lease_drop(struct worker *w, const char *merchant)
{
    redisReply *r = redisCommand(w->rc, "GET lease:%s", merchant);
    int mine = reply_is_str(r, w->id);

    if (r)
        freeReplyObject(r);
    if (!mine) {
        fprintf(stderr, "lease of %s went to someone else\n", merchant);
        return;
    }
    r = redisCommand(w->rc, "DEL lease:%s", merchant); // EXPECT: unversioned-write
    if (r)
        freeReplyObject(r);
}

static int bank_transfer(const char *merchant, long cents)
{
    fprintf(stderr, "transfer %ld to %s\n", cents, merchant);
    return 0;
}

/* Entry for the public API; clients repeat a request with the same key. */
int payout_request(struct worker *w, const char *reqkey, const char *merchant, long cents)
{
    redisReply *r = redisCommand(w->rc, "GET payout:req:%s", reqkey);

    if (!r)
        return -1;
    if (r->type != REDIS_REPLY_NIL) {
        freeReplyObject(r);
        return 0;
    }
    freeReplyObject(r);

    if (bank_transfer(merchant, cents) != 0)
        return -1;

    r = redisCommand(w->rc, "SET payout:req:%s done EX 86400", reqkey); // EXPECT: unversioned-write
    if (!r)
        return -1;
    freeReplyObject(r);
    return 0;
}

static void count_payout(struct worker *w, const char *merchant, long cents)
{
    redisReply *r = redisCommand(w->rc, "HINCRBY stats:%s paid %ld", merchant, cents);
    if (r)
        freeReplyObject(r);
}

int main(int argc, char **argv)
{
    struct worker w;
    long cents;

    if (argc < 4)
        return 2;
    w.rc = redisConnect("127.0.0.1", 6379);
    if (!w.rc || w.rc->err)
        return 1;
    snprintf(w.id, sizeof w.id, "%s-%d", "payout", (int)getpid());
    cents = atol(argv[3]);
    if (lease_take(&w, argv[2])) {
        if (payout_request(&w, argv[1], argv[2], cents) == 0 && lease_renew(&w, argv[2]))
            count_payout(&w, argv[2], cents);
        lease_drop(&w, argv[2]);
    }
    redisFree(w.rc);
    return 0;
}
