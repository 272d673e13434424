#ifndef SEAT_H
#define SEAT_H
#include <pthread.h>
#include <time.h>

#define MAX_LEASES 256

struct lease {
    char user[32];
    int seats;
    time_t expires;
};

struct licence_pool {
    pthread_mutex_t lock;
    char feature[32];
    int capacity;
    int in_use;
    int denied;
    struct lease leases[MAX_LEASES];
    int nleases;
};

/* seat.c */
int pool_checkout(struct licence_pool *p, const char *user, int seats);
int pool_checkin(struct licence_pool *p, const char *user);
void pool_give_back(struct licence_pool *p, int seats);

/* lease.c */
int lease_find(struct licence_pool *p, const char *user);
int lease_drop(struct licence_pool *p, int idx);

/* reaper.c */
int reaper_start(struct licence_pool *p);
#endif
