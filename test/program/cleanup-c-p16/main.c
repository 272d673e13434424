// STD: gnu17
#include "reservation.h"

#include <stdio.h>
#include <string.h>

static int for_each_key(redisContext *rc, const char *pattern, long max_age,
                        int (*fn)(redisContext *, const char *, long))
{
    redisReply *r = redisCommand(rc, "KEYS %s", pattern);
    int n = 0;

    if (!r)
        return -1;
    for (size_t i = 0; i < r->elements; i++)
        n += fn(rc, r->element[i]->str, max_age) > 0;
    freeReplyObject(r);
    return n;
}

int main(int argc, char **argv)
{
    redisContext *rc = redisConnect(argc > 1 ? argv[1] : "127.0.0.1", 6379);
    reservation_t res;

    if (!rc || rc->err) {
        fprintf(stderr, "redis: %s\n", rc ? rc->errstr : "no memory");
        return 1;
    }
    printf("%d open, %d closed\n", for_each_key(rc, "resv:*", 900, expire_reservation),
           for_each_key(rc, "hist:*", 86400, expire_closed));
    if (store_load(rc, "resv:last", &res) == 0)
        break_cart_lock(rc, res.cart);
    redisFree(rc);
    return 0;
}
