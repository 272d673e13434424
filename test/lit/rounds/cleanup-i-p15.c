// RUN: %tocsin %s
// STD: gnu17
/* tile cache of a map server: decoded raster tiles shared by request threads */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define NBUCKET    512
#define IDLE_SECS  300
#define STUCK_SECS 1800

typedef struct tile {
    struct tile *next;
    uint32_t z, x, y;
    int refs;
    time_t last_used;
    size_t len;
    unsigned char *px;
} tile_t;

static tile_t *bucket[NBUCKET];
static pthread_mutex_t cache_mu = PTHREAD_MUTEX_INITIALIZER;

static unsigned slot_of(uint32_t z, uint32_t x, uint32_t y)
{
    return (z * 73856093u ^ x * 19349663u ^ y * 83492791u) % NBUCKET;
}

static tile_t *tile_create(uint32_t z, uint32_t x, uint32_t y)
{
    tile_t *t = calloc(1, sizeof *t);
    if (!t)
        return NULL;
    t->z = z; t->x = x; t->y = y;
    t->len = 256 * 256 * 3;
    t->px = malloc(t->len);
    if (!t->px) {
        free(t);
        return NULL;
    }
    memset(t->px, (int)(x ^ y), t->len);
    return t;
}

static void tile_destroy(tile_t *t)
{
    free(t->px);
    free(t);
}

tile_t *tile_get(uint32_t z, uint32_t x, uint32_t y)
{
    unsigned b = slot_of(z, x, y);
    tile_t *t;

    pthread_mutex_lock(&cache_mu);
    for (t = bucket[b]; t; t = t->next)
        if (t->z == z && t->x == x && t->y == y)
            break;
    if (!t && (t = tile_create(z, x, y)) != NULL) {
        t->next = bucket[b];
        bucket[b] = t;
    }
    if (t) {
        t->refs++;
        t->last_used = time(NULL);
    }
    pthread_mutex_unlock(&cache_mu);
    return t;
}

void tile_put(tile_t *t)
{
    pthread_mutex_lock(&cache_mu);
    t->refs--;
    pthread_mutex_unlock(&cache_mu);
}

/* refs of a crashed request never come back, so they only count for a while */
static int tile_sweep(void)
{
    int i, n = 0;
    pthread_mutex_lock(&cache_mu);
    for (i = 0; i < NBUCKET; i++) {
        tile_t **pp = &bucket[i];
        while (*pp) {
            tile_t *t = *pp;
            if (time(NULL) - t->last_used < (t->refs ? STUCK_SECS : IDLE_SECS)) { // EXPECT: wall-clock-interval
                pp = &t->next;
                continue;
            }
            *pp = t->next;
            tile_destroy(t); // EXPECT: timestamp-cleanup
            n++;
        }
    }
    pthread_mutex_unlock(&cache_mu);
    return n;
}

static void *request_main(void *arg)
{
    uint32_t i, seed = (uint32_t)(uintptr_t)arg;
    unsigned long sum = 0;
    for (i = 0; i < 100000; i++) {
        tile_t *t = tile_get(12, (seed + i) % 4096, i % 4096);
        if (!t)
            continue;
        for (size_t k = 0; k < t->len; k += 997)
            sum += t->px[k];
        tile_put(t);
    }
    return (void *)(uintptr_t)sum;
}

int main(void)
{
    pthread_t th[4];
    uintptr_t i;
    for (i = 0; i < 4; i++)
        pthread_create(&th[i], NULL, request_main, (void *)i);
    for (i = 0; i < 60; i++) {
        printf("%d tiles dropped\n", tile_sweep());
        sleep(30);
    }
    for (i = 0; i < 4; i++)
        pthread_join(th[i], NULL);
    return 0;
}
