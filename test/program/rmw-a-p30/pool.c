// STD: gnu17
#include "pool.h"
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

void pool_init(struct pool *p)
{
    pthread_mutex_init(&p->mu, NULL);
    pthread_cond_init(&p->work, NULL);
    p->head = p->used = 0;
    p->shutting_down = 0;
    p->executed = p->cancelled = 0;
}

unsigned pool_used(struct pool *p)
{
    POOL_LOCK(p);
    unsigned n = p->used;
    POOL_UNLOCK(p);
    return n;
}

void pool_push(struct pool *p, struct task t)
{
    POOL_LOCK(p);
    assert(p->used < POOL_SLOTS);
    p->slots[(p->head + p->used) % POOL_SLOTS] = t;
    p->used++;
    pthread_cond_signal(&p->work);
    POOL_UNLOCK(p);
}

static struct task *find_task(struct pool *p, int id)
{
    for (unsigned i = 0; i < p->used; i++) {
        struct task *t = &p->slots[(p->head + i) % POOL_SLOTS];
        if (t->id == id && t->fn)
            return t;
    }
    return NULL;
}

int pool_cancel(struct pool *p, int id)
{
    int rc = 0;
    POOL_LOCK(p);
    struct task *t = find_task(p, id);
    if (!t) {
        rc = -ENOENT;
        goto out;
    }
    t->fn = NULL;
    char *note = t->note;
    t->note = NULL;
    POOL_UNLOCK(p);

    free(note);
    p->cancelled++; // EXPECT: lost-update
    return 0;
out:
    POOL_UNLOCK(p);
    return rc;
}

void pool_cancel_all(struct pool *p)
{
    POOL_LOCK(p);
    for (unsigned i = 0; i < p->used; i++) {
        struct task *t = &p->slots[(p->head + i) % POOL_SLOTS];
        if (t->fn) {
            t->fn = NULL;
            p->cancelled++;
        }
    }
    POOL_UNLOCK(p);
}

void pool_shutdown(struct pool *p)
{
    POOL_LOCK(p);
    p->shutting_down = 1;
    pthread_cond_broadcast(&p->work);
    POOL_UNLOCK(p);
}

void *pool_worker(void *arg)
{
    struct pool *p = arg;
    POOL_LOCK(p);
    for (;;) {
        while (p->used == 0 && !p->shutting_down)
            pthread_cond_wait(&p->work, &p->mu);
        if (p->used == 0)
            break;
        struct task t = p->slots[p->head];
        p->head = (p->head + 1) % POOL_SLOTS;
        p->used--;
        POOL_UNLOCK(p);
        if (t.fn)
            t.fn(t.id);
        free(t.note);
        POOL_LOCK(p);
        if (t.fn)
            p->executed++;
    }
    POOL_UNLOCK(p);
    return NULL;
}

void pool_report(struct pool *p)
{
    POOL_LOCK(p);
    printf("executed %lu cancelled %lu\n", p->executed, p->cancelled);
    POOL_UNLOCK(p);
}
