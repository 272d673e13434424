// STD: gnu17
#include "volume.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define GC_QLEN 128

static struct {
    pthread_mutex_t mu;
    pthread_cond_t cv;
    unsigned ids[GC_QLEN];
    unsigned head, tail;
} gcq = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, {0}, 0, 0 };

static int gcq_push(unsigned id)
{
    int rc = -1;
    pthread_mutex_lock(&gcq.mu);
    if (gcq.tail - gcq.head < GC_QLEN) {
        gcq.ids[gcq.tail++ % GC_QLEN] = id;
        pthread_cond_signal(&gcq.cv);
        rc = 0;
    }
    pthread_mutex_unlock(&gcq.mu);
    return rc;
}

static unsigned gcq_pop(void)
{
    unsigned id;
    pthread_mutex_lock(&gcq.mu);
    while (gcq.head == gcq.tail)
        pthread_cond_wait(&gcq.cv, &gcq.mu);
    id = gcq.ids[gcq.head++ % GC_QLEN];
    pthread_mutex_unlock(&gcq.mu);
    return id;
}

/* Timer: collect candidates only. */
void gc_scan(struct volmgr *m)
{
    struct volume *v;
    int64_t now = vol_now();

    pthread_mutex_lock(&m->mu);
    for (v = m->list; v; v = v->next) {
        if (v->state == VOL_READY && now - v->last_detach > m->retention)
            if (gcq_push(v->id) < 0)
                break;
    }
    pthread_mutex_unlock(&m->mu);
}

static void *gc_worker(void *arg)
{
    struct volmgr *m = arg;
    struct volume *v;
    char path[256];

    for (;;) {
        unsigned id = gcq_pop();

        pthread_mutex_lock(&m->mu);
        v = volmgr_find_locked(m, id);
        if (!v || v->state != VOL_READY || v->attached != 0 ||
            vol_now() - v->last_detach <= m->retention) {
            pthread_mutex_unlock(&m->mu);
            continue;
        }
        v->state = VOL_DELETING;
        snprintf(path, sizeof path, "%s", v->backing);
        pthread_mutex_unlock(&m->mu);

        if (unlink(path) < 0)
            perror(path);

        pthread_mutex_lock(&m->mu);
        v->state = VOL_GONE;
        pthread_mutex_unlock(&m->mu);
    }
    return NULL;
}

int gc_start(struct volmgr *m)
{
    pthread_t t;
    if (pthread_create(&t, NULL, gc_worker, m) != 0)
        return -1;
    return pthread_detach(t);
}
