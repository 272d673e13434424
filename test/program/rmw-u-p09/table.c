#include "session.h"

#include <stdlib.h>

void session_table_init(struct session_table *t)
{
    pthread_mutex_init(&t->lock, NULL);
    t->head = NULL;
    t->nactive = 0;
    t->buffered_total = 0;
}

struct session *session_open(struct session_table *t, uint32_t id)
{
    struct session *s = calloc(1, sizeof *s);

    if (!s)
        return NULL;
    s->id = id;
    s->last_seen = time(NULL);
    pthread_mutex_lock(&t->lock);
    s->next = t->head;
    t->head = s;
    t->nactive++;
    pthread_mutex_unlock(&t->lock);
    return s;
}

/* Takes the session off the list; the counters are the caller's business. */
struct session *session_detach(struct session_table *t, uint32_t id)
{
    struct session **pp = &t->head;

    while (*pp && (*pp)->id != id)
        pp = &(*pp)->next;
    if (!*pp)
        return NULL;
    struct session *s = *pp;
    *pp = s->next;
    s->next = NULL;
    return s;
}

void session_account_gone(struct session_table *t, const struct session *s)
{
    t->nactive--;
    t->buffered_total -= s->buffered;
}

void session_append(struct session_table *t, uint32_t id, size_t nbytes)
{
    pthread_mutex_lock(&t->lock);
    for (struct session *s = t->head; s; s = s->next) {
        if (s->id == id && !s->closing) {
            s->buffered += nbytes;
            s->last_seen = time(NULL);
            t->buffered_total += nbytes;
            break;
        }
    }
    pthread_mutex_unlock(&t->lock);
}
