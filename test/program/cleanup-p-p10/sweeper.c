// STD: gnu17
#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define EXPIRE_SEC (4 * 3600)
#define BOUNCE_SEC 600

static struct {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct reap_req ring[64];
    unsigned head, tail;
} rq = { .lock = PTHREAD_MUTEX_INITIALIZER, .more = PTHREAD_COND_INITIALIZER };

void reap_push(struct reap_req r)
{
    pthread_mutex_lock(&rq.lock);
    if (rq.tail - rq.head < 64) {
        rq.ring[rq.tail++ % 64] = r;
        pthread_cond_signal(&rq.more);
    }
    pthread_mutex_unlock(&rq.lock);
}

static struct reap_req reap_pop(void)
{
    struct reap_req r;
    pthread_mutex_lock(&rq.lock);
    while (rq.head == rq.tail)
        pthread_cond_wait(&rq.more, &rq.lock);
    r = rq.ring[rq.head++ % 64];
    pthread_mutex_unlock(&rq.lock);
    return r;
}

void *scan_main(void *arg)
{
    struct spool *sp = arg;

    for (;;) {
        pthread_mutex_lock(&sp->lock);
        time_t now = spool_clock();
        for (int i = 0; i < SPOOL_MAX; i++) {
            const struct job *j = &sp->jobs[i];
            if (j->state == JOB_BOUNCED && now - j->queued_at > BOUNCE_SEC)
                reap_push((struct reap_req){ j->id, REAP_BOUNCED });
            else if (j->state == JOB_QUEUED && now - j->queued_at > EXPIRE_SEC)
                reap_push((struct reap_req){ j->id, REAP_EXPIRED });
        }
        pthread_mutex_unlock(&sp->lock);
        sleep(30);
    }
    return NULL;
}

/* Unlinking on the spool volume can take long, hence a thread of its own. */
void *reap_main(void *arg)
{
    struct spool *sp = arg;
    char name[32];

    for (;;) {
        struct reap_req r = reap_pop();
        spool_file(r.id, name);
        switch (r.kind) {
        case REAP_BOUNCED:
            if (!spool_begin_removal(sp, r.id))
                break;
            if (unlinkat(sp->dirfd, name, 0) != 0 && errno != ENOENT)
                fprintf(stderr, "spool: %s: %s\n", name, strerror(errno));
            spool_forget(sp, r.id);
            break;
        case REAP_EXPIRED:
            if (unlinkat(sp->dirfd, name, 0) != 0 && errno != ENOENT) // EXPECT-MISS: timestamp-cleanup
                fprintf(stderr, "spool: %s: %s\n", name, strerror(errno));
            if (spool_begin_removal(sp, r.id))
                spool_forget(sp, r.id);
            break;
        }
    }
    return NULL;
}

static void *send_main(void *arg)
{
    for (;;) {
        struct job *j = spool_next(arg);
        if (!j)
            sleep(1);
        else
            spool_send(arg, j);
    }
    return NULL;
}

int main(void)
{
    static struct spool sp = { .lock = PTHREAD_MUTEX_INITIALIZER };
    pthread_t scan, reap, send[2];

    sp.dirfd = open("/var/spool/relay", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (sp.dirfd < 0)
        return 1;
    pthread_create(&scan, NULL, scan_main, &sp);
    pthread_create(&reap, NULL, reap_main, &sp);
    for (int i = 0; i < 2; i++)
        pthread_create(&send[i], NULL, send_main, &sp);
    for (uint32_t id = 1; id <= 10; id++)
        spool_submit(&sp, id);
    pthread_join(scan, NULL);
    return 0;
}
