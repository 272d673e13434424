// STD: gnu17
#include "spool.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

int spool_init(struct spool *sp, int fd)
{
    memset(sp, 0, sizeof(*sp));
    sp->fd = fd;
    sp->tail = lseek(fd, 0, SEEK_END);
    if (sp->tail < 0)
        return -errno;
    if (pthread_mutex_init(&sp->lock, NULL) != 0)
        return -ENOMEM;
    return -pthread_cond_init(&sp->nonempty, NULL);
}

static int push_record(struct spool *sp, off_t off, size_t len)
{
    if (sp->count == SPOOL_SLOTS)
        return -ENOSPC;
    struct record *r = &sp->ring[(sp->head + sp->count) % SPOOL_SLOTS];
    r->off = off;
    r->len = len;
    sp->count++;
    sp->pending++;
    return 0;
}

int spool_append(struct spool *sp, const void *buf, size_t len)
{
    off_t off;
    int rc;

    pthread_mutex_lock(&sp->lock);
    if (sp->stopping) {
        pthread_mutex_unlock(&sp->lock);
        return -ESHUTDOWN;
    }
    off = sp->tail;
    pthread_mutex_unlock(&sp->lock);

    ssize_t w = pwrite(sp->fd, buf, len, off);
    if (w != (ssize_t)len)
        return w < 0 ? -errno : -EIO;

    pthread_mutex_lock(&sp->lock);
    sp->tail = off + (off_t)len; // EXPECT: lost-update
    rc = push_record(sp, off, len);
    if (rc == 0)
        pthread_cond_signal(&sp->nonempty);
    pthread_mutex_unlock(&sp->lock);
    return rc;
}

int spool_take(struct spool *sp, struct record *out)
{
    pthread_mutex_lock(&sp->lock);
    while (sp->count == 0 && !sp->stopping)
        pthread_cond_wait(&sp->nonempty, &sp->lock);
    if (sp->count == 0) {
        pthread_mutex_unlock(&sp->lock);
        return -ESHUTDOWN;
    }
    *out = sp->ring[sp->head];
    sp->head = (sp->head + 1) % SPOOL_SLOTS;
    sp->count--;
    pthread_mutex_unlock(&sp->lock);
    return 0;
}

void spool_stop(struct spool *sp)
{
    pthread_mutex_lock(&sp->lock);
    sp->stopping = 1;
    pthread_cond_broadcast(&sp->nonempty);
    pthread_mutex_unlock(&sp->lock);
}

int spool_is_idle(struct spool *sp)
{
    pthread_mutex_lock(&sp->lock);
    int idle = sp->pending == 0;
    pthread_mutex_unlock(&sp->lock);
    return idle;
}
