// STD: gnu17
#include <stdlib.h>
#include <time.h>
#include "objtab.h"

int64_t now_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

void objtab_init(struct objtab *t, int64_t linger_ms)
{
    pthread_mutex_init(&t->lock, NULL);
    TAILQ_INIT(&t->objs);
    t->linger_ms = linger_ms;
}

static struct obj *find_locked(struct objtab *t, uint64_t id)
{
    struct obj *o;

    TAILQ_FOREACH(o, &t->objs, link)
        if (o->id == id)
            return o;
    return NULL;
}

struct obj *obj_get(struct objtab *t, uint64_t id)
{
    struct obj *o;

    pthread_mutex_lock(&t->lock);
    o = find_locked(t, id);
    if (o && o->state == OBJ_LIVE) {
        o->readers++;
        o->last_access_ms = now_ms();
    } else {
        o = NULL;
    }
    pthread_mutex_unlock(&t->lock);
    return o;
}

void obj_put(struct objtab *t, struct obj *o)
{
    pthread_mutex_lock(&t->lock);
    o->readers--;
    o->last_access_ms = now_ms();
    pthread_mutex_unlock(&t->lock);
}

int obj_mark_deleted(struct objtab *t, uint64_t id)
{
    struct obj *o;

    pthread_mutex_lock(&t->lock);
    o = find_locked(t, id);
    if (o && o->state == OBJ_LIVE) {
        o->state = OBJ_DELETED;
        o->deleted_ms = now_ms();
    }
    pthread_mutex_unlock(&t->lock);
    return o != NULL;
}

int obj_undelete(struct objtab *t, uint64_t id)
{
    struct obj *o;

    pthread_mutex_lock(&t->lock);
    o = find_locked(t, id);
    if (o)
        o->state = OBJ_LIVE;
    pthread_mutex_unlock(&t->lock);
    return o != NULL;
}
