// STD: gnu17
#include "ticket.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

int64_t ticket_clock(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_BOOTTIME, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int ticket_issue(struct ticket_store *s, uint64_t id)
{
    struct ticket *t = calloc(1, sizeof *t);
    if (!t)
        return -1;
    t->id = id;
    t->issued_ms = ticket_clock();
    memset(t->secret, (int)(id & 0xff), sizeof t->secret);
    pthread_mutex_lock(&s->mu);
    t->next = s->head;
    s->head = t;
    pthread_mutex_unlock(&s->mu);
    return 0;
}

struct ticket *ticket_hold(struct ticket_store *s, uint64_t id)
{
    struct ticket *t;
    pthread_mutex_lock(&s->mu);
    for (t = s->head; t && t->id != id; t = t->next)
        ;
    if (t)
        t->holders++;
    pthread_mutex_unlock(&s->mu);
    return t;
}

void ticket_drop(struct ticket_store *s, struct ticket *t)
{
    pthread_mutex_lock(&s->mu);
    t->holders--;
    pthread_mutex_unlock(&s->mu);
}
