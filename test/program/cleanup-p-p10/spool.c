// STD: gnu17
#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

time_t spool_clock(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec;
}

void spool_file(uint32_t id, char out[32])
{
    snprintf(out, 32, "df%08x", id);
}

int spool_submit(struct spool *sp, uint32_t id)
{
    int rc = -ENOSPC;

    pthread_mutex_lock(&sp->lock);
    for (int i = 0; i < SPOOL_MAX; i++)
        if (sp->jobs[i].state == JOB_FREE) {
            sp->jobs[i] = (struct job){ .id = id, .state = JOB_QUEUED, .queued_at = spool_clock() };
            rc = 0;
            break;
        }
    pthread_mutex_unlock(&sp->lock);
    return rc;
}

/* Picks a job for a sender thread; the slot stays the sender's until it is
 * queued again, bounced or forgotten. */
struct job *spool_next(struct spool *sp)
{
    struct job *found = NULL;

    pthread_mutex_lock(&sp->lock);
    for (int i = 0; i < SPOOL_MAX; i++)
        if (sp->jobs[i].state == JOB_QUEUED) {
            found = &sp->jobs[i];
            found->state = JOB_SENDING;
            break;
        }
    pthread_mutex_unlock(&sp->lock);
    return found;
}

/* Every attempt reopens the data file: a retry may come minutes later. */
int spool_send(struct spool *sp, struct job *j)
{
    char name[32], buf[4096];
    ssize_t n = -1;
    int fd;

    spool_file(j->id, name);
    for (int attempt = 0; attempt < 5 && n < 0; attempt++) {
        fd = openat(sp->dirfd, name, O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            break;
        n = read(fd, buf, sizeof buf);
        close(fd);
        if (n < 0)
            sleep(60);
    }
    if (n >= 0)
        unlinkat(sp->dirfd, name, 0);
    pthread_mutex_lock(&sp->lock);
    j->state = n >= 0 ? JOB_FREE : JOB_BOUNCED;
    pthread_mutex_unlock(&sp->lock);
    return n >= 0 ? 0 : -EIO;
}

bool spool_begin_removal(struct spool *sp, uint32_t id)
{
    bool ours = false;

    pthread_mutex_lock(&sp->lock);
    for (int i = 0; i < SPOOL_MAX; i++) {
        struct job *j = &sp->jobs[i];
        if (j->id == id && (j->state == JOB_QUEUED || j->state == JOB_BOUNCED)) {
            j->state = JOB_REMOVING;
            ours = true;
            break;
        }
    }
    pthread_mutex_unlock(&sp->lock);
    return ours;
}

void spool_forget(struct spool *sp, uint32_t id)
{
    pthread_mutex_lock(&sp->lock);
    for (int i = 0; i < SPOOL_MAX; i++)
        if (sp->jobs[i].id == id && sp->jobs[i].state == JOB_REMOVING)
            sp->jobs[i].state = JOB_FREE;
    pthread_mutex_unlock(&sp->lock);
}
