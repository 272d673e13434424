// RUN: %tocsin %s
// STD: gnu17
/* DHCP lease table. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define POOL 64

struct lease {
    uint8_t mac[6];
    int taken;
    time_t expires;
};

struct lease_pool {
    pthread_mutex_t mu;
    struct lease slot[POOL];
    unsigned free_slots;
    unsigned long busy_naks;
};

static struct lease_pool pool = {
    .mu = PTHREAD_MUTEX_INITIALIZER,
    .free_slots = POOL,
};

static int slot_of(const struct lease_pool *p, const uint8_t mac[6])
{
    for (int i = 0; i < POOL; i++)
        if (p->slot[i].taken && memcmp(p->slot[i].mac, mac, 6) == 0)
            return i;
    return -1;
}

static int dhcp_discover(struct lease_pool *p, const uint8_t mac[6], time_t now)
{
    if (pthread_mutex_trylock(&p->mu) != 0) {
        p->busy_naks++; // EXPECT: lost-update
        return -1;
    }
    int got = slot_of(p, mac);
    for (int i = 0; got < 0 && i < POOL; i++) {
        if (p->slot[i].taken)
            continue;
        memcpy(p->slot[i].mac, mac, 6);
        p->slot[i].taken = 1;
        p->slot[i].expires = now + 3600;
        p->free_slots--;
        got = i;
    }
    pthread_mutex_unlock(&p->mu);
    return got;
}

static int dhcp_renew(struct lease_pool *p, const uint8_t mac[6], time_t now)
{
    pthread_mutex_lock(&p->mu);
    int i = slot_of(p, mac);
    pthread_mutex_unlock(&p->mu);
    if (i < 0)
        return -1;
    time_t until = now + 3600;
    pthread_mutex_lock(&p->mu);
    p->slot[i].expires = until; // EXPECT: check-then-act
    pthread_mutex_unlock(&p->mu);
    return i;
}

static int dhcp_release(struct lease_pool *p, const uint8_t mac[6])
{
    pthread_mutex_lock(&p->mu);
    int i = slot_of(p, mac);
    if (i >= 0) {
        p->slot[i].taken = 0;
        p->free_slots++;
    }
    pthread_mutex_unlock(&p->mu);
    return i;
}

static void expire(struct lease_pool *p, time_t now)
{
    pthread_mutex_lock(&p->mu);
    for (int i = 0; i < POOL; i++) {
        if (p->slot[i].taken && p->slot[i].expires < now) {
            p->slot[i].taken = 0;
            p->free_slots++;
        }
    }
    pthread_mutex_unlock(&p->mu);
}

static void *listener(void *arg)
{
    uint8_t mac[6] = { 2, 0, 0, 0, 0, (uint8_t)(uintptr_t)arg };
    for (int i = 0; i < 500; i++) {
        mac[4] = (uint8_t)(i % 16);
        dhcp_discover(&pool, mac, time(NULL));
        if (i % 2)
            dhcp_renew(&pool, mac, time(NULL));
        if (i % 3 == 0)
            dhcp_release(&pool, mac);
        if (i % 50 == 0)
            expire(&pool, time(NULL));
    }
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    for (uintptr_t i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, listener, (void *)(i % 2));
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("%u free, %lu naks\n", pool.free_slots, pool.busy_naks);
    return 0;
}
