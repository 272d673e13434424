// RUN: %tocsin %s
// STD: gnu17
/* Neighbour and offer tables of the access-point daemon. */
#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define REACHABLE_MS 30000
#define PROBE_MS 1000
#define OFFER_SEC 10
#define NOFFER 32
struct neigh {
    TAILQ_ENTRY(neigh) link;
    struct in_addr ip;
    uint8_t mac[6];
    int64_t confirmed;
};

struct probe {
    struct in_addr ip;
    int64_t sent;
    bool pending;
};

struct offer {
    struct in_addr ip;      /* INADDR_ANY: slot is free */
    uint8_t mac[6];
    struct timeval expires;
};

static struct {
    pthread_mutex_t lock;
    TAILQ_HEAD(, neigh) neighs;
    struct probe probes[16];
    struct offer offers[NOFFER];
} tbl = { .lock = PTHREAD_MUTEX_INITIALIZER, .neighs = TAILQ_HEAD_INITIALIZER(tbl.neighs) };

static int64_t clock_ms(clockid_t id)
{
    struct timespec ts;
    clock_gettime(id, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int64_t stamp_ms(void) { return clock_ms(CLOCK_REALTIME); }
static int64_t uptime_ms(void) { return clock_ms(CLOCK_BOOTTIME); }

/* A gratuitous ARP or an answer to one of our probes came in. */
void neigh_confirm(struct in_addr ip, const uint8_t mac[6])
{
    struct neigh *n;
    pthread_mutex_lock(&tbl.lock);
    TAILQ_FOREACH(n, &tbl.neighs, link)
        if (n->ip.s_addr == ip.s_addr)
            break;
    if (!n && (n = calloc(1, sizeof *n)) != NULL) {
        n->ip = ip;
        TAILQ_INSERT_TAIL(&tbl.neighs, n, link);
    }
    if (n) {
        memcpy(n->mac, mac, sizeof n->mac);
        n->confirmed = stamp_ms();
    }
    for (size_t i = 0; i < 16; i++)
        if (tbl.probes[i].ip.s_addr == ip.s_addr)
            tbl.probes[i].pending = false;
    pthread_mutex_unlock(&tbl.lock);
}

bool neigh_lookup(struct in_addr ip, uint8_t mac[6])
{
    struct neigh *n;
    bool found = false;
    pthread_mutex_lock(&tbl.lock);
    TAILQ_FOREACH(n, &tbl.neighs, link)
        if (n->ip.s_addr == ip.s_addr) {
            memcpy(mac, n->mac, 6);
            found = true;
            break;
        }
    if (!found)
        for (size_t i = 0; i < 16; i++)
            if (!tbl.probes[i].pending) {
                tbl.probes[i] = (struct probe){ .ip = ip, .sent = uptime_ms(), .pending = true };
                break;
            }
    pthread_mutex_unlock(&tbl.lock);
    return found;
}

/* Reserves an address for a client that sent DISCOVER, until its REQUEST. */
bool offer_reserve(struct in_addr ip, const uint8_t mac[6])
{
    struct timeval now;
    bool ok = false;
    pthread_mutex_lock(&tbl.lock);
    gettimeofday(&now, NULL);
    for (size_t i = 0; i < NOFFER && !ok; i++) {
        struct offer *o = &tbl.offers[i];
        if (o->ip.s_addr != INADDR_ANY && timercmp(&now, &o->expires, <)) // EXPECT: wall-clock-interval
            continue;
        o->ip = ip;
        memcpy(o->mac, mac, sizeof o->mac);
        o->expires = now;
        o->expires.tv_sec += OFFER_SEC;
        ok = true;
    }
    pthread_mutex_unlock(&tbl.lock);
    return ok;
}

static void *gc_main(void *arg)
{
    (void)arg;
    for (;;) {
        pthread_mutex_lock(&tbl.lock);
        int64_t now = stamp_ms();
        for (struct neigh *n = TAILQ_FIRST(&tbl.neighs), *next; n; n = next) {
            next = TAILQ_NEXT(n, link);
            if (now - n->confirmed < REACHABLE_MS) // EXPECT: wall-clock-interval
                continue;
            TAILQ_REMOVE(&tbl.neighs, n, link);
            free(n); // EXPECT-NOISE: timestamp-cleanup
        }
        int64_t up = uptime_ms();
        for (size_t i = 0; i < 16; i++)
            if (tbl.probes[i].pending && up - tbl.probes[i].sent > PROBE_MS)
                tbl.probes[i].pending = false;
        pthread_mutex_unlock(&tbl.lock);
        usleep(250000);
    }
    return NULL;
}

int main(void)
{
    pthread_t gc;
    uint8_t mac[6] = { 2, 0, 0, 0, 0, 1 };
    struct in_addr ip = { htonl(0xc0a80102) };

    pthread_create(&gc, NULL, gc_main, NULL);
    offer_reserve(ip, mac);
    neigh_confirm(ip, mac);
    return neigh_lookup(ip, mac) ? 0 : 1;
}
