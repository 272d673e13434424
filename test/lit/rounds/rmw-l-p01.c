// RUN: %tocsin %s
// STD: gnu17
/* leased.c - address lease worker pool for the edge router image */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define POOL_MAX   256
#define NWORKERS   4

struct lease {
    uint32_t addr;
    uint8_t  hw[6];
    time_t   expires;
    int      used;
};

struct request {
    uint8_t  hw[6];
    uint32_t want;
    int      kind;
};

static pthread_mutex_t pool_lock = PTHREAD_MUTEX_INITIALIZER;
static struct lease pool[POOL_MAX];
static int pool_free = POOL_MAX;
static unsigned long nak_sent;
static volatile int running = 1;

static struct lease *pool_find_locked(const uint8_t *hw)
{
    for (int i = 0; i < POOL_MAX; i++)
        if (pool[i].used && memcmp(pool[i].hw, hw, 6) == 0)
            return &pool[i];
    return NULL;
}

static int lease_grant(const struct request *rq, uint32_t *out)
{
    int rc = -1;

    pthread_mutex_lock(&pool_lock);
    struct lease *l = pool_find_locked(rq->hw);
    if (!l && pool_free > 0) {
        for (int i = 0; i < POOL_MAX; i++) {
            if (!pool[i].used) {
                l = &pool[i];
                l->used = 1;
                memcpy(l->hw, rq->hw, 6);
                pool_free--;
                break;
            }
        }
    }
    if (l) {
        l->expires = time(NULL) + 3600;
        *out = l->addr;
        rc = 0;
    }
    pthread_mutex_unlock(&pool_lock);
    return rc;
}

static void lease_sweep(void)
{
    time_t now = time(NULL);
    int avail, reclaimed = 0;

    pthread_mutex_lock(&pool_lock);
    avail = pool_free;
    for (int i = 0; i < POOL_MAX; i++) {
        if (pool[i].used && pool[i].expires < now) { // EXPECT-NOISE: wall-clock-interval
            pool[i].used = 0;
            reclaimed++;
        }
    }
    pthread_mutex_unlock(&pool_lock);

    if (reclaimed == 0)
        return;
    fprintf(stderr, "leased: reclaimed %d addresses\n", reclaimed);

    pthread_mutex_lock(&pool_lock);
    pool_free = avail + reclaimed; // EXPECT: lost-update
    pthread_mutex_unlock(&pool_lock);
}

static int read_request(int fd, struct request *rq)
{
    ssize_t n = read(fd, rq, sizeof *rq);
    return n == (ssize_t)sizeof *rq ? 0 : -1;
}

static void *worker(void *arg)
{
    int fd = *(int *)arg;
    struct request rq;
    uint32_t addr;

    while (running && read_request(fd, &rq) == 0) {
        if (lease_grant(&rq, &addr) < 0) {
            nak_sent++; // EXPECT: lost-update
            lease_sweep();
            continue;
        }
        (void)!write(fd, &addr, sizeof addr);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[NWORKERS];
    int fd = 0;

    for (uint32_t i = 0; i < POOL_MAX; i++)
        pool[i].addr = 0x0a000000u + i;
    for (int i = 0; i < NWORKERS; i++)
        if (pthread_create(&t[i], NULL, worker, &fd) != 0)
            exit(1);
    for (int i = 0; i < NWORKERS; i++)
        pthread_join(t[i], NULL);
    printf("nak %lu free %d\n", nak_sent, pool_free);
    return 0;
}
