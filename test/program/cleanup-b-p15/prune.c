// STD: gnu17
#include "ticket.h"
#include <stdlib.h>
#include <string.h>

static int may_go(const struct ticket *t, int64_t now, int64_t lifetime_ms)
{
    if (t->holders > 0)
        return 0;
    return now - t->issued_ms > lifetime_ms;
}

static void wipe(struct ticket *t)
{
    memset(t->secret, 0, sizeof t->secret);
    free(t);
}

int ticket_prune(struct ticket_store *s)
{
    int n = 0;
    pthread_mutex_lock(&s->mu);
    int64_t now = ticket_clock();
    struct ticket **pp = &s->head;
    while (*pp) {
        struct ticket *t = *pp;
        if (may_go(t, now, s->lifetime_ms)) {
            *pp = t->next;
            wipe(t);
            n++;
        } else {
            pp = &t->next;
        }
    }
    pthread_mutex_unlock(&s->mu);
    return n;
}

int64_t ticket_mean_age(struct ticket_store *s)
{
    int64_t sum = 0, n = 0, now = ticket_clock();
    pthread_mutex_lock(&s->mu);
    for (struct ticket *t = s->head; t; t = t->next, n++)
        sum += now - t->issued_ms;
    pthread_mutex_unlock(&s->mu);
    return n ? sum / n : 0;
}
