#define _GNU_SOURCE
#include "thumbs.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define THUMB_BYTES (160 * 120 * 3)

int64_t thumb_clock_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

void thumb_cache_init(struct thumb_cache *c, size_t max_bytes)
{
    pthread_mutex_init(&c->lock, NULL);
    c->head = NULL;
    c->bytes = 0;
    c->max_bytes = max_bytes;
}

static struct thumb *render(uint64_t photo_id)
{
    struct thumb *t = malloc(sizeof *t + THUMB_BYTES);

    if (!t)
        return NULL;
    memset(t, 0, sizeof *t);
    t->photo_id = photo_id;
    t->len = THUMB_BYTES;
    memset(t->pixels, (int)(photo_id & 0xff), t->len);
    t->rendered_ms = thumb_clock_ms();
    return t;
}

struct thumb *thumb_get(struct thumb_cache *c, uint64_t photo_id)
{
    struct thumb *t;

    pthread_mutex_lock(&c->lock);
    for (t = c->head; t; t = t->next)
        if (t->photo_id == photo_id)
            break;
    if (!t && (t = render(photo_id)) != NULL) {
        t->next = c->head;
        if (c->head)
            c->head->prev = t;
        c->head = t;
        c->bytes += t->len;
    }
    if (t)
        t->readers++;
    pthread_mutex_unlock(&c->lock);
    return t;
}

void thumb_put(struct thumb_cache *c, struct thumb *t)
{
    pthread_mutex_lock(&c->lock);
    t->readers--;
    pthread_mutex_unlock(&c->lock);
}

void thumb_detach(struct thumb_cache *c, struct thumb *t)
{
    if (t->prev)
        t->prev->next = t->next;
    else
        c->head = t->next;
    if (t->next)
        t->next->prev = t->prev;
    c->bytes -= t->len;
}
