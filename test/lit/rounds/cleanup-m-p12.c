// RUN: %tocsin %s
// STD: gnu17
/* neigh.c - neighbour and name tables of the access concentrator */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define NEIGH_HASH 256
#define NEIGH_TTL_MS 300000u

struct neigh {
    struct neigh *next;
    uint32_t ip;
    uint8_t mac[6];
    uint64_t updated;
};

struct dns_answer {
    struct dns_answer *next;
    char name[128];
    uint32_t addr;
    int64_t expires;
};

struct neigh_table {
    pthread_rwlock_t rw;
    struct neigh *hash[NEIGH_HASH];
    struct dns_answer *answers;
    unsigned entries;
};

static uint64_t tick_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u;
}

int neigh_resolve(struct neigh_table *nt, uint32_t ip, uint8_t mac[6])
{
    int rc = -1;

    pthread_rwlock_rdlock(&nt->rw);
    for (const struct neigh *n = nt->hash[ip % NEIGH_HASH]; n; n = n->next) {
        if (n->ip == ip) {
            memcpy(mac, n->mac, 6);
            rc = 0;
            break;
        }
    }
    pthread_rwlock_unlock(&nt->rw);
    return rc;
}

int neigh_learn(struct neigh_table *nt, uint32_t ip, const uint8_t mac[6])
{
    struct neigh *n;

    pthread_rwlock_wrlock(&nt->rw);
    for (n = nt->hash[ip % NEIGH_HASH]; n; n = n->next)
        if (n->ip == ip)
            break;
    if (!n) {
        n = calloc(1, sizeof(*n));
        if (!n) {
            pthread_rwlock_unlock(&nt->rw);
            return -1;
        }
        n->ip = ip;
        n->next = nt->hash[ip % NEIGH_HASH];
        nt->hash[ip % NEIGH_HASH] = n;
        nt->entries++;
    }
    memcpy(n->mac, mac, 6);
    n->updated = tick_ms();
    pthread_rwlock_unlock(&nt->rw);
    return 0;
}

void neigh_expire(struct neigh_table *nt)
{
    uint64_t now = tick_ms();

    for (unsigned i = 0; i < NEIGH_HASH; i++) {
        pthread_rwlock_wrlock(&nt->rw);
        struct neigh **pp = &nt->hash[i];
        while (*pp) {
            struct neigh *n = *pp;

            if (now > n->updated && now - n->updated > NEIGH_TTL_MS) {
                *pp = n->next;
                free(n);
                nt->entries--;
            } else {
                pp = &n->next;
            }
        }
        pthread_rwlock_unlock(&nt->rw);
    }
}

int dns_lookup(struct neigh_table *nt, const char *name, uint32_t *addr)
{
    int64_t now = (int64_t)tick_ms();
    int rc = -1;

    pthread_rwlock_rdlock(&nt->rw);
    for (const struct dns_answer *a = nt->answers; a; a = a->next) {
        if (a->expires > now && strcmp(a->name, name) == 0) {
            *addr = a->addr;
            rc = 0;
            break;
        }
    }
    pthread_rwlock_unlock(&nt->rw);
    return rc;
}

void dns_expire(struct neigh_table *nt)
{
    pthread_rwlock_wrlock(&nt->rw);
    int64_t now = (int64_t)tick_ms();
    struct dns_answer **pp = &nt->answers;
    while (*pp) {
        struct dns_answer *a = *pp;

        if (a->expires <= now) {
            *pp = a->next;
            free(a);
        } else {
            pp = &a->next;
        }
    }
    pthread_rwlock_unlock(&nt->rw);
}
