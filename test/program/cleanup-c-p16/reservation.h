#ifndef RESERVATION_H
#define RESERVATION_H

#include <hiredis/hiredis.h>
#include <time.h>

typedef struct reservation {
    char   sku[48];
    char   cart[48];
    time_t created;
    char   state[16];       /* "open", "paying", "closed" */
} reservation_t;

/* store.c */
int  store_load(redisContext *rc, const char *key, reservation_t *out);
int  store_delete(redisContext *rc, const char *key);

/* expire.c */
int  expire_reservation(redisContext *rc, const char *key, long max_age);
int  expire_closed(redisContext *rc, const char *key, long max_age);
int  break_cart_lock(redisContext *rc, const char *cart);

#endif
