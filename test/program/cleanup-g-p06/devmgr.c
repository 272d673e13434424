// STD: gnu17
#include "devmgr.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

time_t dm_clock(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec;
}

int dm_init(struct devmgr *m, time_t silent_limit)
{
    m->devices = NULL;
    m->next_id = 1;
    m->silent_limit = silent_limit;
    return pthread_mutex_init(&m->lock, NULL);
}

static struct device *find_locked(struct devmgr *m, unsigned id)
{
    struct device *d;
    for (d = m->devices; d; d = d->next)
        if (d->id == id)
            return d;
    return NULL;
}

struct device *dm_open(struct devmgr *m, unsigned id)
{
    struct device *d;

    pthread_mutex_lock(&m->lock);
    d = find_locked(m, id);
    if (d) {
        d->users++;
        d->last_report = dm_clock();
    }
    pthread_mutex_unlock(&m->lock);
    return d;
}

void dm_close(struct devmgr *m, struct device *d)
{
    pthread_mutex_lock(&m->lock);
    d->users--;
    pthread_mutex_unlock(&m->lock);
}

int dm_attach(struct devmgr *m, enum dev_kind kind, const char *path)
{
    struct device *d = calloc(1, sizeof *d);

    if (!d)
        return -1;
    d->fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (d->fd < 0) {
        free(d);
        return -1;
    }
    d->kind = kind;
    snprintf(d->path, sizeof d->path, "%s", path);
    d->attached_at = d->last_report = dm_clock();
    pthread_mutex_lock(&m->lock);
    d->id = m->next_id++;
    d->next = m->devices;
    m->devices = d;
    pthread_mutex_unlock(&m->lock);
    return (int)d->id;
}

struct device *dm_detach_locked(struct devmgr *m, unsigned id)
{
    struct device **pp, *d;

    for (pp = &m->devices; (d = *pp) != NULL; pp = &d->next) {
        if (d->id == id) {
            *pp = d->next;
            return d;
        }
    }
    return NULL;
}

void dm_destroy_device(struct device *d)
{
    close(d->fd);
    free(d);
}
