// STD: gnu17
#include <stdlib.h>
#include "objtab.h"

static int lingered(const struct objtab *t, const struct obj *o, int64_t now)
{
    return o->deleted_ms + t->linger_ms < now;
}

static void obj_destroy(struct obj *o)
{
    free(o->blob);
    free(o);
}

int objtab_collect(struct objtab *t)
{
    struct obj_list dead = TAILQ_HEAD_INITIALIZER(dead);
    struct obj *o, *next;
    int n = 0;

    pthread_mutex_lock(&t->lock);
    for (o = TAILQ_FIRST(&t->objs); o != NULL; o = next) {
        next = TAILQ_NEXT(o, link);
        if (o->state != OBJ_DELETED)
            continue;
        if (!lingered(t, o, now_ms()) || o->readers != 0)
            continue;
        if (o->last_access_ms > o->deleted_ms && o->last_access_ms + t->linger_ms >= now_ms())
            continue;
        TAILQ_REMOVE(&t->objs, o, link);
        TAILQ_INSERT_TAIL(&dead, o, link);
    }
    pthread_mutex_unlock(&t->lock);

    while ((o = TAILQ_FIRST(&dead)) != NULL) {
        TAILQ_REMOVE(&dead, o, link);
        obj_destroy(o);
        n++;
    }
    return n;
}
