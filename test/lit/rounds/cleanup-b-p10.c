// RUN: %tocsin %s
// STD: gnu17
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PEER_IDLE_US (120ull * 1000000)
#define WINDOW_BITS 64

struct peer {
    struct peer *next;
    uint8_t id[16];
    uint64_t top;
    uint64_t bitmap;
    uint64_t last_rx_us;
    unsigned refs;
};

static struct peer *peers;
static pthread_mutex_t peers_mu = PTHREAD_MUTEX_INITIALIZER;

static uint64_t now_us(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000000u + (uint64_t)ts.tv_nsec / 1000u;
}

static struct peer *peer_get(const uint8_t id[16])
{
    struct peer *p;
    pthread_mutex_lock(&peers_mu);
    for (p = peers; p && memcmp(p->id, id, 16) != 0; p = p->next)
        ;
    if (!p && (p = calloc(1, sizeof *p)) != NULL) {
        memcpy(p->id, id, 16);
        p->next = peers;
        peers = p;
    }
    if (p) {
        p->refs++;
        p->last_rx_us = now_us();
    }
    pthread_mutex_unlock(&peers_mu);
    return p;
}

static void peer_put(struct peer *p)
{
    pthread_mutex_lock(&peers_mu);
    p->refs--;
    pthread_mutex_unlock(&peers_mu);
}

int accept_record(const uint8_t id[16], uint64_t seqno)
{
    struct peer *p = peer_get(id);
    int ok = 0;
    if (!p)
        return 0;
    pthread_mutex_lock(&peers_mu);
    if (seqno > p->top) {
        uint64_t shift = seqno - p->top;
        p->bitmap = shift < WINDOW_BITS ? (p->bitmap << shift) | 1 : 1;
        p->top = seqno;
        ok = 1;
    } else if (p->top - seqno < WINDOW_BITS) {
        uint64_t bit = 1ull << (p->top - seqno);
        ok = !(p->bitmap & bit);
        p->bitmap |= bit;
    }
    pthread_mutex_unlock(&peers_mu);
    peer_put(p);
    return ok;
}

static void *idle_sweep(void *arg)
{
    (void)arg;
    for (;;) {
        uint64_t now = now_us();
        pthread_mutex_lock(&peers_mu);
        for (struct peer **pp = &peers; *pp;) {
            struct peer *p = *pp;
            if (p->refs == 0 && now - p->last_rx_us > PEER_IDLE_US) { // EXPECT: unsigned-age
                *pp = p->next;
                free(p);
            } else {
                pp = &p->next;
            }
        }
        pthread_mutex_unlock(&peers_mu);
        sleep(10);
    }
    return NULL;
}

int main(void)
{
    pthread_t t;
    uint8_t id[16] = { 1 };
    pthread_create(&t, NULL, idle_sweep, NULL);
    for (uint64_t s = 1; s < 1000; s++)
        accept_record(id, s);
    pthread_join(t, NULL);
    return 0;
}
