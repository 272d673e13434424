// STD: gnu17
#include "sesstab.h"
#include <stdlib.h>
#include <string.h>

void st_init(struct sesstab *t, int limit)
{
    memset(t, 0, sizeof *t);
    pthread_mutex_init(&t->lock, NULL);
    t->limit = limit;
    t->next_id = 1;
}

void st_enter(struct sesstab *t)
{
    pthread_mutex_lock(&t->lock);
}

void st_leave(struct sesstab *t)
{
    pthread_mutex_unlock(&t->lock);
}

struct session *st_open(struct sesstab *t, int fd)
{
    struct session *s = calloc(1, sizeof *s);

    if (!s)
        return NULL;
    s->fd = fd;
    s->last_seen = time(NULL);
    st_enter(t);
    if (t->count >= t->limit) {
        st_leave(t);
        free(s);
        return NULL;
    }
    s->id = t->next_id++;
    s->next = t->head;
    t->head = s;
    t->count++;
    st_leave(t);
    return s;
}

int st_close(struct sesstab *t, unsigned id)
{
    struct session **pp, *s = NULL;

    st_enter(t);
    for (pp = &t->head; *pp; pp = &(*pp)->next) {
        if ((*pp)->id == id) {
            s = *pp;
            *pp = s->next;
            t->count--;
            break;
        }
    }
    st_leave(t);
    free(s);
    return s ? 0 : -1;
}

int st_touch(struct sesstab *t, unsigned id)
{
    int rc = -1;

    st_enter(t);
    for (struct session *s = t->head; s; s = s->next)
        if (s->id == id) {
            s->last_seen = time(NULL);
            rc = 0;
            break;
        }
    st_leave(t);
    return rc;
}

unsigned long st_expired(struct sesstab *t)
{
    unsigned long n;

    st_enter(t);
    n = t->expired;
    st_leave(t);
    return n;
}
