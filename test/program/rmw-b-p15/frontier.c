// STD: gnu17
#include "frontier.h"
#include <string.h>

void frontier_init(struct frontier *f)
{
    memset(f, 0, sizeof *f);
    pthread_mutex_init(&f->mu, NULL);
    pthread_cond_init(&f->more, NULL);
    url_append(f, "http://example.org/", 0);
}

int frontier_add(struct frontier *f, const char *text, int depth)
{
    int idx = -1;
    pthread_mutex_lock(&f->mu);
    if (url_lookup(f, text) < 0) {
        idx = url_append(f, text, depth);
        if (idx >= 0)
            pthread_cond_signal(&f->more);
    }
    pthread_mutex_unlock(&f->mu);
    return idx;
}

struct url *frontier_claim(struct frontier *f)
{
    struct url *u = NULL;
    pthread_mutex_lock(&f->mu);
    while (f->next == f->count && f->active > 0)
        pthread_cond_wait(&f->more, &f->mu);
    if (f->next < f->count) {
        u = &f->urls[f->next++];
        u->state = URL_CLAIMED;
        f->active++;
    } else {
        pthread_cond_broadcast(&f->more);
    }
    pthread_mutex_unlock(&f->mu);
    return u;
}

void frontier_finish(struct frontier *f, struct url *u, int status, long bytes)
{
    pthread_mutex_lock(&f->mu);
    u->state = URL_DONE;
    u->status = status;
    f->fetched_bytes += bytes;
    f->active--;
    if (f->active == 0)
        pthread_cond_broadcast(&f->more);
    pthread_mutex_unlock(&f->mu);
}
