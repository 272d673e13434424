#define _GNU_SOURCE
#include "registry.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define SEALED_KEEP_MS (15 * 60 * 1000)

static struct registry reg = {.lock = PTHREAD_MUTEX_INITIALIZER};
static struct gc_queue queue = {.lock = PTHREAD_MUTEX_INITIALIZER, .ready = PTHREAD_COND_INITIALIZER};

void gc_push(struct gc_queue *q, uint64_t id)
{
    pthread_mutex_lock(&q->lock);
    if (q->count < MAX_SEGMENTS) {
        q->id[(q->head + q->count) % MAX_SEGMENTS] = id;
        q->count++;
        pthread_cond_signal(&q->ready);
    }
    pthread_mutex_unlock(&q->lock);
}

uint64_t gc_pop(struct gc_queue *q)
{
    uint64_t id;

    pthread_mutex_lock(&q->lock);
    while (q->count == 0)
        pthread_cond_wait(&q->ready, &q->lock);
    id = q->id[q->head];
    q->head = (q->head + 1) % MAX_SEGMENTS;
    q->count--;
    pthread_mutex_unlock(&q->lock);
    return id;
}

static unsigned nominate(struct registry *r, struct gc_queue *q)
{
    unsigned n = 0;
    int64_t now = mono_ms();

    pthread_mutex_lock(&r->lock);
    for (int i = 0; i < MAX_SEGMENTS; i++) {
        struct segment *s = &r->seg[i];
        if (s->state == SEG_SEALED && now - s->sealed_ms > SEALED_KEEP_MS) {
            gc_push(q, s->id);
            n++;
        }
    }
    pthread_mutex_unlock(&r->lock);
    return n;
}

static void *collect(void *arg)
{
    (void)arg;
    for (;;) {
        uint64_t id = gc_pop(&queue);
        struct segment *s;

        pthread_mutex_lock(&reg.lock);
        s = registry_find(&reg, id);
        if (s && s->state == SEG_SEALED && s->cursors == 0) {
            if (unlink(s->path) != 0)
                perror(s->path);
            s->state = SEG_FREE;
        }
        pthread_mutex_unlock(&reg.lock);
    }
    return NULL;
}

static void *replay(void *arg)
{
    char path[256];

    (void)arg;
    for (uint64_t id = 1; id < 100; id++) {
        if (cursor_open(&reg, id, path, sizeof path) != 0)
            continue;
        FILE *f = fopen(path, "rb");
        if (f)
            fclose(f);
        cursor_close(&reg, id);
    }
    return NULL;
}

int main(void)
{
    pthread_t c, p;

    segment_add(&reg, 1, "/var/lib/journal/00000001.seg");
    segment_seal(&reg, 1);
    if (pthread_create(&c, NULL, collect, NULL) != 0 || pthread_create(&p, NULL, replay, NULL) != 0)
        return 1;
    for (;;) {
        printf("nominated %u\n", nominate(&reg, &queue));
        sleep(60);
    }
}
