// STD: gnu17
#include "volume.h"
#include <errno.h>
#include <fcntl.h>
#include <time.h>

int64_t vol_now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec;
}

struct volume *volmgr_find_locked(struct volmgr *m, unsigned id)
{
    struct volume *v;
    for (v = m->list; v; v = v->next)
        if (v->id == id)
            return v;
    return NULL;
}

int volume_attach(struct volmgr *m, unsigned id)
{
    struct volume *v;
    int fd = -ENOENT;

    pthread_mutex_lock(&m->mu);
    v = volmgr_find_locked(m, id);
    if (v && v->state == VOL_READY) {
        fd = open(v->backing, O_RDWR | O_CLOEXEC);
        if (fd >= 0)
            v->attached++;
        else
            fd = -errno;
    }
    pthread_mutex_unlock(&m->mu);
    return fd;
}

int volume_detach(struct volmgr *m, unsigned id)
{
    struct volume *v;
    int rc = -ENOENT;

    pthread_mutex_lock(&m->mu);
    v = volmgr_find_locked(m, id);
    if (v && v->attached > 0) {
        if (--v->attached == 0)
            v->last_detach = vol_now();
        rc = 0;
    }
    pthread_mutex_unlock(&m->mu);
    return rc;
}
