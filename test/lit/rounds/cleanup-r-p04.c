// RUN: %tocsin %s
// STD: gnu17
/* Flow table of the edge forwarder: packet workers look flows up and keep
 * them while a packet is in hand, the ageing thread throws idle ones out. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define FLOW_BUCKETS 1024u
#define FLOW_IDLE_MS 15000u
#define HALF_OPEN_IDLE_MS 3000u

struct flow {
    struct flow *next;
    uint64_t key;
    uint64_t last_seen_ms;
    uint32_t refs;
    uint32_t packets;
    int half_open;
};

struct flow_bucket {
    pthread_mutex_t mu;
    struct flow *head;
};

static struct flow_bucket table[FLOW_BUCKETS];
static atomic_bool stopping;

static uint64_t tick_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u;
}

static struct flow_bucket *bucket_of(uint64_t key)
{
    return &table[(key * 0x9e3779b97f4a7c15ull) >> 54];
}

static struct flow *flow_get(uint64_t key)
{
    struct flow_bucket *b = bucket_of(key);
    struct flow *f;

    pthread_mutex_lock(&b->mu);
    for (f = b->head; f && f->key != key; f = f->next)
        ;
    if (!f && (f = calloc(1, sizeof(*f)))) {
        f->key = key;
        f->half_open = 1;
        f->next = b->head;
        b->head = f;
    }
    if (f) {
        f->refs++;
        f->last_seen_ms = tick_ms();
    }
    pthread_mutex_unlock(&b->mu);
    return f;
}

static void flow_put(struct flow *f)
{
    struct flow_bucket *b = bucket_of(f->key);
    pthread_mutex_lock(&b->mu);
    f->refs--;
    if (++f->packets > 1)
        f->half_open = 0;
    pthread_mutex_unlock(&b->mu);
}

static unsigned age_established(uint64_t now)
{
    unsigned freed = 0;

    for (unsigned i = 0; i < FLOW_BUCKETS; i++) {
        struct flow_bucket *b = &table[i];
        pthread_mutex_lock(&b->mu);
        for (struct flow **pp = &b->head, *f; (f = *pp);) {
            if (f->refs == 0 && !f->half_open &&
                now - f->last_seen_ms > FLOW_IDLE_MS) { // EXPECT: unsigned-age
                *pp = f->next;
                free(f);
                freed++;
                continue;
            }
            pp = &f->next;
        }
        pthread_mutex_unlock(&b->mu);
    }
    return freed;
}

static unsigned age_half_open(uint64_t now)
{
    unsigned freed = 0;

    for (unsigned i = 0; i < FLOW_BUCKETS; i++) {
        struct flow_bucket *b = &table[i];
        pthread_mutex_lock(&b->mu);
        for (struct flow **pp = &b->head, *f; (f = *pp);) {
            if (f->refs == 0 && f->half_open && now > f->last_seen_ms + HALF_OPEN_IDLE_MS) {
                *pp = f->next;
                free(f);
                freed++;
                continue;
            }
            pp = &f->next;
        }
        pthread_mutex_unlock(&b->mu);
    }
    return freed;
}

static void *ageing_main(void *arg)
{
    (void)arg;
    while (!atomic_load(&stopping)) {
        uint64_t now = tick_ms();
        unsigned n = age_half_open(now);
        n += age_established(now);
        if (n)
            fprintf(stderr, "aged out %u flows\n", n);
        sleep(1);
    }
    return NULL;
}

static void *packet_main(void *arg)
{
    unsigned seed = (unsigned)(uintptr_t)arg;
    for (int i = 0; i < 1000000; i++) {
        struct flow *f = flow_get((uint64_t)rand_r(&seed) % 5000);
        if (f)
            flow_put(f);
    }
    return NULL;
}

int main(void)
{
    pthread_t ager, rx[4];

    for (unsigned i = 0; i < FLOW_BUCKETS; i++)
        pthread_mutex_init(&table[i].mu, NULL);
    if (pthread_create(&ager, NULL, ageing_main, NULL) != 0)
        return EXIT_FAILURE;
    for (uintptr_t i = 0; i < 4; i++)
        if (pthread_create(&rx[i], NULL, packet_main, (void *)(i + 1)) != 0)
            abort();
    for (int i = 0; i < 4; i++)
        pthread_join(rx[i], NULL);
    atomic_store(&stopping, true);
    pthread_join(ager, NULL);
    return EXIT_SUCCESS;
}
