// RUN: %tocsin %s
// STD: gnu17
/* dhcpd lease pool.  A client knows its lease time and has to renew; after that
 * the address may go to somebody else. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#define POOL_SIZE 254

struct lease {
    uint8_t mac[6];
    bool bound;
    uint32_t addr;
    uint64_t expires;       /* seconds, CLOCK_BOOTTIME */
};

struct pool {
    pthread_mutex_t mu;
    uint32_t base;
    uint32_t lease_secs;
    struct lease lease[POOL_SIZE];
    unsigned bound, expired, declined;
};

static uint64_t boot_secs(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_BOOTTIME, &ts);
    return (uint64_t)ts.tv_sec;
}

static void lease_clear(struct lease *l)
{
    memset(l->mac, 0, sizeof l->mac);
    l->bound = false;
    l->expires = 0;
}

void pool_init(struct pool *p, uint32_t base, uint32_t lease_secs)
{
    memset(p, 0, sizeof *p);
    pthread_mutex_init(&p->mu, NULL);
    p->base = base;
    p->lease_secs = lease_secs;
    for (int i = 0; i < POOL_SIZE; i++)
        p->lease[i].addr = base + (uint32_t)i;
}

static void pool_expire_locked(struct pool *p)
{
    const uint64_t now = boot_secs();

    for (int i = 0; i < POOL_SIZE; i++) {
        struct lease *l = &p->lease[i];
        if (l->bound && l->expires <= now) {
            lease_clear(l);
            p->bound--;
            p->expired++;
        }
    }
}

/* DISCOVER/REQUEST.  Returns 0 if the pool is exhausted. */
uint32_t pool_request(struct pool *p, const uint8_t mac[6])
{
    struct lease *pick = NULL;
    uint32_t addr = 0;

    pthread_mutex_lock(&p->mu);
    pool_expire_locked(p);
    for (int i = 0; i < POOL_SIZE; i++) {
        struct lease *l = &p->lease[i];
        if (l->bound && memcmp(l->mac, mac, 6) == 0) {
            pick = l;
            break;
        }
        if (!l->bound && !pick)
            pick = l;
    }
    if (pick) {
        if (!pick->bound)
            p->bound++;
        memcpy(pick->mac, mac, 6);
        pick->bound = true;
        pick->expires = boot_secs() + p->lease_secs;
        addr = pick->addr;
    }
    pthread_mutex_unlock(&p->mu);
    return addr;
}

void pool_release(struct pool *p, const uint8_t mac[6])
{
    pthread_mutex_lock(&p->mu);
    for (int i = 0; i < POOL_SIZE; i++) {
        if (p->lease[i].bound && memcmp(p->lease[i].mac, mac, 6) == 0) {
            lease_clear(&p->lease[i]);
            p->bound--;
            break;
        }
    }
    pthread_mutex_unlock(&p->mu);
}

/* SNMP */
unsigned pool_soon(struct pool *p, uint64_t within)
{
    unsigned n = 0;

    pthread_mutex_lock(&p->mu);
    const uint64_t now = boot_secs();
    for (int i = 0; i < POOL_SIZE; i++)
        n += p->lease[i].bound && p->lease[i].expires < now + within;
    pthread_mutex_unlock(&p->mu);
    return n;
}
