// STD: gnu17
#include "session.h"
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct session_table g_sessions = { .lock = PTHREAD_MUTEX_INITIALIZER };

unsigned outq_len(struct outq *q)
{
    unsigned n;

    pthread_mutex_lock(&q->mtx);
    n = q->len;
    pthread_mutex_unlock(&q->mtx);
    return n;
}

void outq_push(struct outq *q, struct outmsg *m)
{
    m->next = NULL;
    pthread_mutex_lock(&q->mtx);
    *q->tail = m;
    q->tail = &m->next;
    q->len++;
    pthread_mutex_unlock(&q->mtx);
}

struct outmsg *outq_pop(struct outq *q)
{
    struct outmsg *m;

    pthread_mutex_lock(&q->mtx);
    m = q->head;
    if (m) {
        q->head = m->next;
        if (!q->head)
            q->tail = &q->head;
        q->len--;
    }
    pthread_mutex_unlock(&q->mtx);
    return m;
}

/* Table lock held. */
void session_charge(struct session_table *t, long delta)
{
    t->buffered += delta;
}

int session_open(struct session_table *t, int fd, const char *user)
{
    struct session *s = calloc(1, sizeof *s);

    if (!s)
        return -1;
    s->fd = fd;
    s->window = 65536;
    strncpy(s->user, user, sizeof s->user - 1);
    pthread_mutex_init(&s->q.mtx, NULL);
    s->q.tail = &s->q.head;
    pthread_mutex_lock(&t->lock);
    s->next = t->list;
    t->list = s;
    t->nsessions++;
    pthread_mutex_unlock(&t->lock);
    return 0;
}

int session_queue(struct session_table *t, struct session *s, struct outmsg *m)
{
    pthread_mutex_lock(&t->lock);
    if (t->buffered + m->len > (64u << 20)) {
        pthread_mutex_unlock(&t->lock);
        return -1;
    }
    session_charge(t, (long)m->len);
    pthread_mutex_unlock(&t->lock);
    outq_push(&s->q, m);
    return 0;
}

/* The peer has gone away: throw away what it has not read. */
void session_discard(struct session_table *t, struct session *s)
{
    struct outmsg *m;
    long bytes = 0;

    pthread_mutex_lock(&t->lock);
    while ((m = outq_pop(&s->q)) != NULL) {
        bytes += (long)m->len;
        free(m);
    }
    session_charge(t, -bytes);
    t->nsessions--;
    pthread_mutex_unlock(&t->lock);
    shutdown(s->fd, SHUT_RDWR);
}
