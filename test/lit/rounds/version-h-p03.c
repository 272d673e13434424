// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* cron-leader: elects one host of the fleet to run the nightly batches.
 * The lease is a Redis string "lease:<job>" holding the host's token. */
#include <hiredis/hiredis.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct lease {
    redisContext *rc;
    char          key[128];
    char          token[64];
    int           ttl_ms;
} lease_t;

static const char *LUA_RENEW =
    "if redis.call('get', KEYS[1]) == ARGV[1] then "
    "  return redis.call('pexpire', KEYS[1], ARGV[2]) "
    "else return 0 end";

static bool reply_int_is(redisReply *r, long long want)
{
    bool hit = r != NULL && r->type == REDIS_REPLY_INTEGER && r->integer == want;
    if (r != NULL)
        freeReplyObject(r);
    return hit;
}

void lease_init(lease_t *l, redisContext *rc, const char *job, int ttl_ms)
{
    char host[32];

    memset(l, 0, sizeof(*l));
    l->rc = rc;
    l->ttl_ms = ttl_ms;
    if (gethostname(host, sizeof(host)) != 0)
        snprintf(host, sizeof(host), "host");
    host[sizeof(host) - 1] = '\0';
    snprintf(l->key, sizeof(l->key), "lease:%s", job);
    snprintf(l->token, sizeof(l->token), "%s/%ld", host, (long)getpid());
}

bool lease_acquire(lease_t *l)
{
    redisReply *r = redisCommand(l->rc, "SET %s %s NX PX %d", l->key, l->token, l->ttl_ms);
    bool got = r != NULL && r->type == REDIS_REPLY_STATUS && strcmp(r->str, "OK") == 0;

    if (r != NULL)
        freeReplyObject(r);
    return got;
}

bool lease_renew(lease_t *l)
{
    return reply_int_is(redisCommand(l->rc, "EVAL %s 1 %s %s %d", LUA_RENEW, l->key,
                                     l->token, l->ttl_ms), 1);
}

static bool lease_is_mine(lease_t *l)
{
    redisReply *r = redisCommand(l->rc, "GET %s", l->key);
    bool mine = r != NULL && r->type == REDIS_REPLY_STRING && strcmp(r->str, l->token) == 0;

    if (r != NULL)
        freeReplyObject(r);
    return mine;
}

/* Returns 0 when the lease was given back, 1 when it had been lost before. */
int lease_release(lease_t *l)
{
    redisReply *r;

    if (!lease_is_mine(l)) {
        fprintf(stderr, "lease %s: expired before release\n", l->key);
        return 1;
    }
    r = redisCommand(l->rc, "DEL %s", l->key); // EXPECT: unversioned-write
    if (r == NULL) {
        fprintf(stderr, "lease %s: %s\n", l->key, l->rc->errstr);
        return -1;
    }
    freeReplyObject(r);
    return 0;
}

/* Keeps the lease a little longer while the last batch drains. */
int lease_extend_for_drain(lease_t *l, int extra_ms)
{
    redisReply *r = redisCommand(l->rc, "GET %s", l->key);

    if (r == NULL)
        return -1;
    if (r->type != REDIS_REPLY_STRING || strcmp(r->str, l->token) != 0) {
        freeReplyObject(r);
        return 1;
    }
    freeReplyObject(r);
    r = redisCommand(l->rc, "PEXPIRE %s %d", l->key, l->ttl_ms + extra_ms); // EXPECT: unversioned-write
    if (r == NULL)
        return -1;
    freeReplyObject(r);
    return 0;
}

int run_job(lease_t *l, int (*job)(void *), void *arg)
{
    int rc;

    if (!lease_acquire(l))
        return 0;
    rc = job(arg);
    if (rc == 2 && lease_extend_for_drain(l, 5000) == 0)
        sleep(5);
    return lease_release(l) < 0 ? -1 : rc;
}
