// RUN: %tocsin %s
// STD: gnu17
/* flow cache of the packet broker */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FLOW_HASH 4096u

struct flow_key { uint32_t src, dst; uint16_t sport, dport; uint8_t proto; };

struct flow {
    struct flow_key key;
    uint64_t        stamp;          /* ms, last packet */
    uint64_t        quiet_until;    /* ms, export suppressed before this */
    uint64_t        bytes, pkts;
    int             refs;
    struct flow    *next;
};

struct flow_table {
    pthread_spinlock_t lock;
    struct flow       *slot[FLOW_HASH];
    uint64_t           idle_ms;
    uint64_t           export_gap_ms;
};

static uint64_t now_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u;
}

static unsigned key_hash(const struct flow_key *k)
{
    return (k->src * 31u ^ k->dst * 17u ^ ((uint32_t)k->sport << 16 | k->dport) ^ k->proto) % FLOW_HASH;
}

/* rx threads */
struct flow *flow_get(struct flow_table *t, const struct flow_key *k, unsigned len)
{
    unsigned h = key_hash(k);
    struct flow *f;
    pthread_spin_lock(&t->lock);
    for (f = t->slot[h]; f; f = f->next)
        if (f->key.src == k->src && f->key.dst == k->dst && f->key.sport == k->sport &&
            f->key.dport == k->dport && f->key.proto == k->proto)
            break;
    if (!f && (f = calloc(1, sizeof *f))) {
        f->key = *k;
        f->next = t->slot[h];
        t->slot[h] = f;
    }
    if (f) {
        f->refs++;
        f->pkts++;
        f->bytes += len;
        f->stamp = now_ms();
    }
    pthread_spin_unlock(&t->lock);
    return f;
}

void flow_put(struct flow_table *t, struct flow *f)
{
    pthread_spin_lock(&t->lock);
    f->refs--;
    pthread_spin_unlock(&t->lock);
}

void flow_quiet(struct flow_table *t, struct flow *f, uint64_t ms)
{
    pthread_spin_lock(&t->lock);
    f->quiet_until = now_ms() + ms;
    pthread_spin_unlock(&t->lock);
}

unsigned flow_age_out(struct flow_table *t)
{
    const uint64_t now = now_ms();
    unsigned freed = 0;

    for (unsigned i = 0; i < FLOW_HASH; i++) {
        pthread_spin_lock(&t->lock);
        struct flow **pp = &t->slot[i];
        while (*pp) {
            struct flow *f = *pp;
            if (f->refs == 0 && now - f->stamp > t->idle_ms) { // EXPECT: unsigned-age
                *pp = f->next;
                free(f);
                freed++;
                continue;
            }
            pp = &f->next;
        }
        pthread_spin_unlock(&t->lock);
    }
    return freed;
}

int flow_should_export(struct flow_table *t, const struct flow *f)
{
    int yes;
    pthread_spin_lock(&t->lock);
    yes = now_ms() - f->quiet_until > t->export_gap_ms; // EXPECT: unsigned-age
    pthread_spin_unlock(&t->lock);
    return yes;
}
