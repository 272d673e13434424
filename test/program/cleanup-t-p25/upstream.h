#ifndef UPSTREAM_H
#define UPSTREAM_H
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>
#include <netinet/in.h>

#define UP_CONNS 128

typedef int64_t msec_t;

struct up_conn {
    int      fd;
    bool     busy;
    unsigned served;
    msec_t   last_active;
    msec_t   opened;
};

struct upstream {
    pthread_mutex_t    lock;
    struct sockaddr_in addr;
    struct up_conn     conn[UP_CONNS];
    msec_t             idle_limit;
    msec_t             life_limit;
    time_t             dial_after; /* under lock, set when the server refuses us */
    bool               stopping;   /* under lock */
    pthread_t          keeper;
};

msec_t          up_now(void);
int             up_init(struct upstream *u, const struct sockaddr_in *addr);
struct up_conn *up_checkout(struct upstream *u);
void            up_checkin(struct upstream *u, struct up_conn *c, bool ok);
long            up_exchange(struct upstream *u, const void *req, unsigned long n, void *rsp, unsigned long cap);
int             up_start_keeper(struct upstream *u);
#endif
