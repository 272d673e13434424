// STD: gnu17
#include "reservation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void copy_field(redisReply *r, size_t i, char *dst, size_t len)
{
    dst[0] = '\0';
    if (i < r->elements && r->element[i]->type == REDIS_REPLY_STRING)
        snprintf(dst, len, "%s", r->element[i]->str);
}

int store_load(redisContext *rc, const char *key, reservation_t *out)
{
    redisReply *r = redisCommand(rc, "HMGET %s sku cart created state", key);
    char num[32];

    if (!r || r->type != REDIS_REPLY_ARRAY) {
        if (r)
            freeReplyObject(r);
        return -1;
    }
    copy_field(r, 0, out->sku, sizeof out->sku);
    copy_field(r, 1, out->cart, sizeof out->cart);
    copy_field(r, 2, num, sizeof num);
    copy_field(r, 3, out->state, sizeof out->state);
    out->created = (time_t)strtol(num, NULL, 10);
    freeReplyObject(r);
    return out->sku[0] ? 0 : -1;
}

int store_delete(redisContext *rc, const char *key)
{
    redisReply *r = redisCommand(rc, "UNLINK %s", key);
    int ok = r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;

    if (r)
        freeReplyObject(r);
    return ok ? 0 : -1;
}
