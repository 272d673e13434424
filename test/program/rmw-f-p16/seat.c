// STD: gnu17
#include "seat.h"
#include <errno.h>
#include <stdio.h>

/* bookkeeping shared by check-in and expiry */
void pool_give_back(struct licence_pool *p, int seats)
{
    p->in_use -= seats;
}

int pool_checkout(struct licence_pool *p, const char *user, int seats)
{
    int rc = 0;

    pthread_mutex_lock(&p->lock);
    if (p->in_use + seats > p->capacity || p->nleases == MAX_LEASES) {
        p->denied++;
        rc = -EAGAIN;
        goto out;
    }
    struct lease *l = &p->leases[p->nleases++];
    snprintf(l->user, sizeof(l->user), "%s", user);
    l->seats = seats;
    l->expires = time(NULL) + 3600;
    p->in_use += seats;
out:
    pthread_mutex_unlock(&p->lock);
    return rc;
}

int pool_checkin(struct licence_pool *p, const char *user)
{
    int idx, seats;

    pthread_mutex_lock(&p->lock);
    idx = lease_find(p, user);
    if (idx < 0) {
        pthread_mutex_unlock(&p->lock);
        return -ENOENT;
    }
    seats = lease_drop(p, idx);
    pool_give_back(p, seats);
    pthread_mutex_unlock(&p->lock);
    return seats;
}
