// RUN: %tocsin %s
// STD: gnu17
/* flowtab.c - flow table of the traffic monitor.  Capture threads update the
 * flows, one housekeeping thread takes them out. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FT_SIZE     4096
#define FLOW_IDLE   (30ull * 1000000000ull)

struct flow_key {
    uint32_t saddr, daddr;
    uint16_t sport, dport;
    uint8_t proto, pad[3];
};

struct flow {
    struct flow *next;
    struct flow_key key;
    uint64_t first_seen;
    uint64_t last_seen;
    uint64_t bytes;
    int refs;
};

struct bucket {
    pthread_mutex_t mu;
    struct flow *head;
};

struct flowtab {
    struct bucket b[FT_SIZE];
    void (*exported)(const struct flow *f);
};

static uint64_t now_ns(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000000000ull + (uint64_t)ts.tv_nsec;
}

static unsigned key_hash(const struct flow_key *k)
{
    return (k->saddr ^ (k->daddr * 2654435761u) ^ ((uint32_t)k->sport << 16 | k->dport)) % FT_SIZE;
}

void ft_init(struct flowtab *t)
{
    memset(t, 0, sizeof *t);
    for (int i = 0; i < FT_SIZE; i++)
        pthread_mutex_init(&t->b[i].mu, NULL);
}

struct flow *ft_hit(struct flowtab *t, const struct flow_key *k, unsigned len)
{
    struct bucket *b = &t->b[key_hash(k)];
    struct flow *f;

    pthread_mutex_lock(&b->mu);
    for (f = b->head; f; f = f->next)
        if (memcmp(&f->key, k, sizeof *k) == 0)
            break;
    if (!f && (f = calloc(1, sizeof *f))) {
        f->key = *k;
        f->first_seen = now_ns();
        f->next = b->head;
        b->head = f;
    }
    if (f) {
        f->refs++;
        f->bytes += len;
        f->last_seen = now_ns();
    }
    pthread_mutex_unlock(&b->mu);
    return f;
}

void ft_put(struct flowtab *t, struct flow *f)
{
    struct bucket *b = &t->b[key_hash(&f->key)];
    pthread_mutex_lock(&b->mu);
    f->refs--;
    pthread_mutex_unlock(&b->mu);
}

static void flow_evict(struct flowtab *t, struct flow **pp)
{
    struct flow *f = *pp;
    *pp = f->next;
    if (t->exported)
        t->exported(f);
    free(f);
}

void ft_housekeep(struct flowtab *t)
{
    uint64_t now = now_ns();

    for (int i = 0; i < FT_SIZE; i++) {
        struct bucket *b = &t->b[i];
        struct flow **pp, *f;

        pthread_mutex_lock(&b->mu);
        pp = &b->head;
        while ((f = *pp) != NULL) {
            if (f->refs == 0 && now - f->last_seen > FLOW_IDLE) flow_evict(t, pp); // EXPECT: unsigned-age
            else pp = &f->next;
        }
        pthread_mutex_unlock(&b->mu);
    }
}

/* Shutdown and tests: everything that is idle at this instant. */
void ft_flush_idle(struct flowtab *t, uint64_t idle)
{
    for (int i = 0; i < FT_SIZE; i++) {
        struct bucket *b = &t->b[i];
        struct flow **pp = &b->head;

        pthread_mutex_lock(&b->mu);
        uint64_t now = now_ns();
        while (*pp) {
            struct flow *f = *pp;
            if (f->refs == 0 && now > f->last_seen && now - f->last_seen > idle) flow_evict(t, pp);
            else pp = &f->next;
        }
        pthread_mutex_unlock(&b->mu);
    }
}
