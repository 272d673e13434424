// STD: gnu17
#include "devmgr.h"
#include <stdio.h>

#define BATCH 32

/* Devices that stopped sending reports are dropped so that the hotplug
 * helper can attach them again under a new id. */
int dm_sweep_silent(struct devmgr *m)
{
    unsigned ids[BATCH];
    int n = 0, i, dropped = 0;
    time_t now = dm_clock();
    struct device *d;

    pthread_mutex_lock(&m->lock);
    for (d = m->devices; d && n < BATCH; d = d->next)
        if (d->users == 0 && now - d->last_report > m->silent_limit)
            ids[n++] = d->id;
    pthread_mutex_unlock(&m->lock);

    for (i = 0; i < n; i++) {
        fprintf(stderr, "devmgr: device %u is silent, detaching\n", ids[i]);
        pthread_mutex_lock(&m->lock);
        d = dm_detach_locked(m, ids[i]);
        pthread_mutex_unlock(&m->lock);
        if (d) {
            dm_destroy_device(d); // EXPECT: timestamp-cleanup
            dropped++;
        }
    }
    return dropped;
}

int dm_sweep_kind(struct devmgr *m, enum dev_kind kind, time_t max_age)
{
    struct device **pp, *d, *dead = NULL;
    time_t now = dm_clock();
    int n = 0;

    pthread_mutex_lock(&m->lock);
    pp = &m->devices;
    while ((d = *pp) != NULL) {
        if (d->kind == kind && d->users == 0 && now - d->attached_at > max_age) {
            *pp = d->next;
            d->next = dead;
            dead = d;
        } else {
            pp = &d->next;
        }
    }
    pthread_mutex_unlock(&m->lock);
    while ((d = dead) != NULL) {
        dead = d->next;
        dm_destroy_device(d);
        n++;
    }
    return n;
}
