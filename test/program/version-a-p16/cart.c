#include "rds.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CART_TTL 7200

static void cart_key(char *out, size_t cap, const char *user)
{
    snprintf(out, cap, "cart:%s", user);
}

int cart_add(redisContext *c, const char *user, const char *sku)
{
    char key[96], next[1024];
    cart_key(key, sizeof(key), user);
    for (int i = 0; i < 16; i++) {
        if (rds_watch(c, key) != 0)
            return -1;
        char *old = rds_get(c, key);
        snprintf(next, sizeof(next), "%s%s%s", old ? old : "", old ? "," : "", sku);
        free(old);
        if (rds_multi(c) != 0 || rds_put(c, key, next, CART_TTL) != 0)
            return -1;
        int rc = rds_exec(c);
        if (rc <= 0)
            return rc;
    }
    return 1;
}

int cart_lock_checkout(redisContext *c, const char *user, const char *order)
{
    redisReply *r = redisCommand(c, "SET checkout:%s %s NX EX 60", user, order);
    if (!r)
        return -1;
    int got = r->type == REDIS_REPLY_STATUS;
    freeReplyObject(r);
    return got ? 0 : 1;
}

int cart_unlock_checkout(redisContext *c, const char *user, const char *order)
{
    static const char *script =
        "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";
    redisReply *r = redisCommand(c, "EVAL %s 1 checkout:%s %s", script, user, order);
    if (!r)
        return -1;
    int ok = r->type == REDIS_REPLY_INTEGER && r->integer == 1;
    freeReplyObject(r);
    return ok ? 0 : 1;
}

int cart_count_views(redisContext *c, const char *user)
{
    redisReply *r = redisCommand(c, "HINCRBY views:%s total 1", user);
    if (!r)
        return -1;
    int n = r->type == REDIS_REPLY_INTEGER ? (int)r->integer : -1;
    freeReplyObject(r);
    return n;
}

char *price_lookup(redisContext *c, const char *sku, char *(*from_catalog)(const char *))
{
    char key[96];
    snprintf(key, sizeof(key), "price:%s", sku);
    char *hit = rds_get(c, key);
    if (hit)
        return hit;
    char *fresh = from_catalog(sku);
    if (fresh && rds_put(c, key, fresh, 300) != 0)
        fprintf(stderr, "price cache unavailable\n");
    return fresh;
}

int cart_drop_last(redisContext *c, const char *user)
{
    char key[96];
    cart_key(key, sizeof(key), user);
    if (rds_watch(c, key) != 0)
        return -1;
    char *items = rds_get(c, key);
    if (!items) {
        rds_unwatch(c);
        return 0;
    }
    char *comma = strrchr(items, ',');
    if (comma)
        *comma = '\0';
    int rc = -1;
    if (rds_multi(c) == 0 && rds_put(c, key, comma ? items : "", CART_TTL) == 0)
        rc = rds_exec(c);
    free(items);
    return rc;
}
