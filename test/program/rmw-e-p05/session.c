// STD: gnu17
#include "session.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

void table_init(struct session_table *t, size_t limit)
{
    pthread_mutex_init(&t->lock, NULL);
    t->head = NULL;
    t->queued_bytes = 0;
    t->queue_limit = limit;
    t->shutdown = 0;
}

struct session *session_open(struct session_table *t, int fd)
{
    struct session *s = calloc(1, sizeof(*s));

    if (!s)
        return NULL;
    s->fd = fd;
    s->last_io = time(NULL);
    pthread_mutex_lock(&t->lock);
    s->next = t->head;
    t->head = s;
    pthread_mutex_unlock(&t->lock);
    return s;
}

int session_enqueue(struct session_table *t, struct session *s, size_t n)
{
    int rc = 0;

    pthread_mutex_lock(&t->lock);
    if (t->queued_bytes + n > t->queue_limit) {
        rc = -ENOBUFS;
    } else {
        t->queued_bytes += n;
        s->queued += n;
        s->last_io = time(NULL);
    }
    pthread_mutex_unlock(&t->lock);
    return rc;
}

void session_flushed(struct session_table *t, struct session *s, size_t n)
{
    pthread_mutex_lock(&t->lock);
    s->queued -= n;
    t->queued_bytes -= n;
    pthread_mutex_unlock(&t->lock);
}

void session_uncharge(struct session_table *t, const struct session *s)
{
    if (s->queued == 0)
        return;
    t->queued_bytes -= s->queued;
}

void session_close(struct session_table *t, struct session *s)
{
    struct session **pp;

    pthread_mutex_lock(&t->lock);
    for (pp = &t->head; *pp; pp = &(*pp)->next) {
        if (*pp == s) {
            *pp = s->next;
            break;
        }
    }
    session_uncharge(t, s);
    pthread_mutex_unlock(&t->lock);
    close(s->fd);
    free(s);
}
