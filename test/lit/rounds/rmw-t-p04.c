// RUN: %tocsin %s
// STD: gnu17
/* Job ring between the protocol thread and the transcoding workers. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RING_SLOTS 128u

struct job {
    unsigned id;
    char source[64];
};

struct job_ring {
    pthread_mutex_t mu;
    pthread_cond_t not_empty;
    pthread_cond_t not_full;
    struct job slots[RING_SLOTS];
    unsigned head;
    unsigned tail;
    unsigned count;
    bool closed;
};

static struct job_ring ring = {
    .mu = PTHREAD_MUTEX_INITIALIZER,
    .not_empty = PTHREAD_COND_INITIALIZER,
    .not_full = PTHREAD_COND_INITIALIZER,
};

static bool ring_put(struct job_ring *r, const struct job *j)
{
    bool ok = false;

    pthread_mutex_lock(&r->mu);
    while (r->count == RING_SLOTS && !r->closed)
        pthread_cond_wait(&r->not_full, &r->mu);
    if (!r->closed) {
        unsigned at = r->tail;
        r->slots[at] = *j;
        r->tail = (at + 1) % RING_SLOTS;
        r->count++;
        ok = true;
        pthread_cond_signal(&r->not_empty);
    }
    pthread_mutex_unlock(&r->mu);
    return ok;
}

static bool ring_take(struct job_ring *r, struct job *out)
{
    pthread_mutex_lock(&r->mu);
    unsigned at = r->head;
    while (r->count == 0) {
        if (r->closed) {
            pthread_mutex_unlock(&r->mu);
            return false;
        }
        pthread_cond_wait(&r->not_empty, &r->mu);
    }
    *out = r->slots[at];
    r->head = (at + 1) % RING_SLOTS; // EXPECT: lost-update
    r->count--;
    pthread_cond_signal(&r->not_full);
    pthread_mutex_unlock(&r->mu);
    return true;
}

static unsigned ring_drain(struct job_ring *r, struct job *out, unsigned max)
{
    unsigned n = 0;

    pthread_mutex_lock(&r->mu);
    while (r->count == 0 && !r->closed)
        pthread_cond_wait(&r->not_empty, &r->mu);
    unsigned at = r->head;
    while (n < max && r->count > 0) {
        out[n++] = r->slots[at];
        at = (at + 1) % RING_SLOTS;
        r->count--;
    }
    r->head = at;
    if (n)
        pthread_cond_broadcast(&r->not_full);
    pthread_mutex_unlock(&r->mu);
    return n;
}

static void ring_close(struct job_ring *r)
{
    pthread_mutex_lock(&r->mu);
    r->closed = true;
    pthread_cond_broadcast(&r->not_empty);
    pthread_cond_broadcast(&r->not_full);
    pthread_mutex_unlock(&r->mu);
}

static void *transcode_main(void *arg)
{
    struct job j;
    (void)arg;
    while (ring_take(&ring, &j))
        printf("transcode %u %s\n", j.id, j.source);
    return NULL;
}

static void *thumbnail_main(void *arg)
{
    struct job batch[8];
    unsigned n;
    (void)arg;
    while ((n = ring_drain(&ring, batch, 8)) > 0)
        for (unsigned i = 0; i < n; i++)
            printf("thumbnail %u %s\n", batch[i].id, batch[i].source);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t workers[5];

    for (int i = 0; i < 5; i++)
        if (pthread_create(&workers[i], NULL, i ? transcode_main : thumbnail_main, NULL) != 0)
            abort();
    for (int i = 1; i < argc; i++) {
        struct job j = { .id = (unsigned)i };
        strncpy(j.source, argv[i], sizeof(j.source) - 1);
        if (!ring_put(&ring, &j))
            break;
    }
    ring_close(&ring);
    for (int i = 0; i < 5; i++)
        pthread_join(workers[i], NULL);
    return EXIT_SUCCESS;
}
