#define _GNU_SOURCE
#include "thumbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Requires c->lock. */
static struct thumb *pick_oldest(struct thumb_cache *c)
{
    struct thumb *oldest = c->head;

    for (struct thumb *t = c->head; t; t = t->next)
        if (t->rendered_ms < oldest->rendered_ms)
            oldest = t;
    return oldest;
}

unsigned thumb_shrink(struct thumb_cache *c, int64_t min_age_ms)
{
    unsigned dropped = 0;
    int64_t now = thumb_clock_ms();

    pthread_mutex_lock(&c->lock);
    while (c->head && c->bytes > c->max_bytes) {
        struct thumb *t = c->head;
        struct thumb *victim = pick_oldest(c);

        if (t->readers != 0 || now - victim->rendered_ms < min_age_ms)
            break;
        thumb_detach(c, victim);
        free(victim); // EXPECT: timestamp-cleanup
        dropped++;
    }
    pthread_mutex_unlock(&c->lock);
    return dropped;
}

static void *gallery(void *arg)
{
    struct thumb_cache *c = arg;
    unsigned long sum = 0;

    for (uint64_t id = 0; id < 5000; id++) {
        struct thumb *t = thumb_get(c, id % 900);
        if (!t)
            continue;
        for (size_t i = 0; i < t->len; i += 64)
            sum += t->pixels[i];
        thumb_put(c, t);
    }
    printf("%lu\n", sum);
    return NULL;
}

int main(void)
{
    static struct thumb_cache cache;
    pthread_t t[2];

    thumb_cache_init(&cache, 8u << 20);
    for (int i = 0; i < 2; i++)
        if (pthread_create(&t[i], NULL, gallery, &cache) != 0)
            return 1;
    for (int i = 0; i < 20; i++) {
        usleep(250 * 1000);
        printf("dropped %u\n", thumb_shrink(&cache, 2000));
    }
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
