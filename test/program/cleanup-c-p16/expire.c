// STD: gnu17
#include "reservation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int expire_reservation(redisContext *rc, const char *key, long max_age)
{
    reservation_t res;

    if (store_load(rc, key, &res) < 0)
        return 0;
    if (res.created + max_age > time(NULL))
        return 0;
    if (store_delete(rc, key) < 0) { // EXPECT: timestamp-cleanup
        fprintf(stderr, "cannot delete %s\n", key);
        return -1;
    }
    return 1;
}

int expire_closed(redisContext *rc, const char *key, long max_age)
{
    reservation_t res;

    if (store_load(rc, key, &res) < 0 || strcmp(res.state, "closed") != 0)
        return 0;
    if (time(NULL) - res.created < max_age)
        return 0;
    return store_delete(rc, key) < 0 ? -1 : 1;
}

int break_cart_lock(redisContext *rc, const char *cart)
{
    redisReply *r = redisCommand(rc, "GET cartlock:%s", cart);
    time_t acquired;

    if (!r || r->type != REDIS_REPLY_STRING) {
        if (r)
            freeReplyObject(r);
        return 0;
    }
    acquired = (time_t)strtol(r->str, NULL, 10);
    freeReplyObject(r);
    if (time(NULL) - acquired > 30) {
        r = redisCommand(rc, "DEL cartlock:%s", cart); // EXPECT: timestamp-cleanup
        if (!r)
            return -1;
        freeReplyObject(r);
        return 1;
    }
    return 0;
}
