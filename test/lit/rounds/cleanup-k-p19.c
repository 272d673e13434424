// RUN: %tocsin %s
// STD: gnu17
/* sadb.c - security-association table of a VPN daemon */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SA_BUCKETS 256
#define SA_HARD_LIFETIME_MS (8LL * 3600 * 1000)
#define SA_SOFT_LIFETIME_MS (1LL * 3600 * 1000)

struct sa {
    struct sa *next;
    uint32_t spi;
    int refcnt;
    int64_t established_ms;
    uint8_t key[32];
};

static struct sa *table[SA_BUCKETS];
static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;

static int64_t mono_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

struct sa *sa_get(uint32_t spi)
{
    struct sa *s;
    pthread_mutex_lock(&table_lock);
    for (s = table[spi % SA_BUCKETS]; s; s = s->next) {
        if (s->spi == spi) {
            s->refcnt++;
            break;
        }
    }
    pthread_mutex_unlock(&table_lock);
    return s;
}

void sa_put(struct sa *s)
{
    pthread_mutex_lock(&table_lock);
    s->refcnt--;
    pthread_mutex_unlock(&table_lock);
}

static void sa_unlink(struct sa **pp)
{
    struct sa *s = *pp;
    *pp = s->next;
    explicit_bzero(s->key, sizeof s->key);
}

void sa_expire_soft(void)
{
    int64_t now;
    size_t i;
    pthread_mutex_lock(&table_lock);
    now = mono_ms();
    for (i = 0; i < SA_BUCKETS; i++) {
        struct sa **pp = &table[i];
        while (*pp) {
            struct sa *s = *pp;
            if (s->refcnt > 0 || now - s->established_ms <= SA_SOFT_LIFETIME_MS) {
                pp = &s->next;
                continue;
            }
            sa_unlink(pp);
            free(s);
        }
    }
    pthread_mutex_unlock(&table_lock);
}

void sa_expire_hard(void)
{
    int64_t now;
    size_t i;
    pthread_mutex_lock(&table_lock);
    now = mono_ms();
    for (i = 0; i < SA_BUCKETS; i++) {
        struct sa **pp = &table[i];
        while (*pp) {
            struct sa *s = *pp;
            int64_t age = now - s->established_ms;
            if (s->refcnt != 0 && age > SA_HARD_LIFETIME_MS) {
                /* peer never released it */
                sa_unlink(pp);
                free(s); // EXPECT: timestamp-cleanup
                continue;
            }
            pp = &s->next;
        }
    }
    pthread_mutex_unlock(&table_lock);
}

void *dataplane_main(void *arg)
{
    uint32_t spi = *(uint32_t *)arg;
    struct sa *s = sa_get(spi);
    uint8_t k = 0;
    if (s) {
        for (size_t i = 0; i < sizeof s->key; i++)
            k ^= s->key[i];
        sa_put(s);
    }
    return (void *)(uintptr_t)k;
}
