#define _GNU_SOURCE
#include "registry.h"

#include <stdio.h>
#include <time.h>

int64_t mono_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

struct segment *registry_find(struct registry *r, uint64_t id)
{
    for (int i = 0; i < MAX_SEGMENTS; i++)
        if (r->seg[i].state != SEG_FREE && r->seg[i].id == id)
            return &r->seg[i];
    return NULL;
}

int segment_add(struct registry *r, uint64_t id, const char *path)
{
    int rc = -1;

    pthread_mutex_lock(&r->lock);
    for (int i = 0; i < MAX_SEGMENTS; i++) {
        struct segment *s = &r->seg[i];
        if (s->state == SEG_FREE) {
            s->id = id;
            s->cursors = 0;
            s->state = SEG_OPEN;
            snprintf(s->path, sizeof s->path, "%s", path);
            rc = 0;
            break;
        }
    }
    pthread_mutex_unlock(&r->lock);
    return rc;
}

void segment_seal(struct registry *r, uint64_t id)
{
    pthread_mutex_lock(&r->lock);
    struct segment *s = registry_find(r, id);
    if (s && s->state == SEG_OPEN) {
        s->state = SEG_SEALED;
        s->sealed_ms = mono_ms();
    }
    pthread_mutex_unlock(&r->lock);
}

int cursor_open(struct registry *r, uint64_t id, char *path, size_t len)
{
    int rc = -1;

    pthread_mutex_lock(&r->lock);
    struct segment *s = registry_find(r, id);
    if (s) {
        s->cursors++;
        snprintf(path, len, "%s", s->path);
        rc = 0;
    }
    pthread_mutex_unlock(&r->lock);
    return rc;
}

void cursor_close(struct registry *r, uint64_t id)
{
    pthread_mutex_lock(&r->lock);
    struct segment *s = registry_find(r, id);
    if (s)
        s->cursors--;
    pthread_mutex_unlock(&r->lock);
}
