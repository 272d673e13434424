#include "kv.h"
#include <stdio.h>
#include <string.h>

static void stock_key(char *out, size_t cap, const char *site, int sku)
{
    snprintf(out, cap, "stock:%s:%d", site, sku);
}

int stock_reserve(redisContext *c, const char *site, int sku, long qty)
{
    char key[96];
    long have = 0;
    stock_key(key, sizeof(key), site, sku);
    if (kv_get_long(c, key, &have) != 0)
        return -1;
    if (have < qty)
        return 1;
    return kv_set_long(c, key, have - qty); // EXPECT: unversioned-write
}

int stock_restock(redisContext *c, const char *site, int sku, long qty)
{
    char key[96];
    long after = 0;
    stock_key(key, sizeof(key), site, sku);
    if (kv_add_long(c, key, qty, &after) != 0)
        return -1;
    fprintf(stderr, "%s -> %ld\n", key, after);
    return 0;
}

int stock_inventory_count(redisContext *c, const char *site, int sku, long counted)
{
    char key[96];
    stock_key(key, sizeof(key), site, sku);
    return kv_set_long(c, key, counted);
}

int stock_move(redisContext *c, const char *from, const char *to, int sku, long qty)
{
    char kf[96], kt[96];
    long a = 0, b = 0;
    stock_key(kf, sizeof(kf), from, sku);
    stock_key(kt, sizeof(kt), to, sku);

    redisReply *r = redisCommand(c, "WATCH %s %s", kf, kt);
    if (!r)
        return -1;
    freeReplyObject(r);
    if (kv_get_long(c, kf, &a) != 0 || kv_get_long(c, kt, &b) != 0 || a < qty) {
        kv_simple(c, "UNWATCH");
        return 1;
    }
    if (kv_simple(c, "MULTI") != 0)
        return -1;
    kv_set_long(c, kf, a - qty);
    kv_set_long(c, kt, b + qty);
    r = redisCommand(c, "EXEC"); // EXPECT: ignored-conflict
    freeReplyObject(r);
    return 0;
}

int stock_drain(redisContext *c, const char *site, int sku, long max)
{
    char key[96];
    long have = 0;
    stock_key(key, sizeof(key), site, sku);
    for (int i = 0; i < 10; i++) {
        redisReply *r = redisCommand(c, "WATCH %s", key);
        if (!r)
            return -1;
        freeReplyObject(r);
        if (kv_get_long(c, key, &have) != 0 || have <= max)
            return kv_simple(c, "UNWATCH");
        if (kv_simple(c, "MULTI") != 0)
            return -1;
        kv_set_long(c, key, have - (have - max + 1) / 2);
        r = redisCommand(c, "EXEC");
        if (!r)
            return -1;
        int done = r->type == REDIS_REPLY_ARRAY;
        freeReplyObject(r);
        if (done)
            return 0;
    }
    return 1;
}
