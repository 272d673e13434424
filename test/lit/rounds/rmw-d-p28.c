// RUN: %tocsin %s
// STD: gnu17
/* Print server: job list, opportunistic flusher and device slots. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <unistd.h>

struct job {
    struct job *next;
    char *title;
    unsigned pages;
    unsigned copies;
    unsigned total; /* pages * copies */
};

struct server {
    pthread_mutex_t mu;
    struct job *head;
    unsigned njobs;
    unsigned pages_queued;
    unsigned flushes;

    mtx_t dev_mtx;
    unsigned dev_busy;
    unsigned dev_errors;

    sem_t cfg; /* initialised to 1 */
    unsigned cfg_gen;
    char banner[64];
};

static _Thread_local unsigned skipped;

static struct job *job_new(const char *title, unsigned pages, unsigned copies)
{
    struct job *j = calloc(1, sizeof *j);

    if (!j)
        return NULL;
    j->title = strdup(title);
    j->pages = pages;
    j->copies += copies ? copies : 1;
    if (j->total == 0)
        j->total = j->pages * j->copies;
    return j;
}

int server_submit(struct server *s, const char *title, unsigned pages, unsigned copies)
{
    struct job *j = job_new(title, pages, copies);

    if (!j)
        return -ENOMEM;
    pthread_mutex_lock(&s->mu);
    j->next = s->head;
    s->head = j;
    s->njobs++;
    s->pages_queued += j->total;
    pthread_mutex_unlock(&s->mu);
    return 0;
}

/* Returns the number of jobs written out; 0 when somebody else is at it. */
int server_flush(struct server *s, FILE *fp)
{
    struct job *list, *j;
    int n = 0, rc;

    rc = pthread_mutex_trylock(&s->mu);
    if (rc == EBUSY) {
        skipped++;
        return 0;
    }
    if (rc != 0)
        return -rc;
    list = s->head;
    s->head = NULL;
    s->njobs = 0;
    s->pages_queued = 0;
    s->flushes++;
    pthread_mutex_unlock(&s->mu);

    while ((j = list) != NULL) {
        list = j->next;
        j->total -= j->pages * (j->copies - 1);
        fprintf(fp, "%s %u\n", j->title, j->total);
        free(j->title);
        free(j);
        n++;
    }
    return n;
}

bool device_grab(struct server *s)
{
    bool got = false;

    if (mtx_trylock(&s->dev_mtx) != thrd_success)
        return false;
    if (s->dev_busy < 4) {
        s->dev_busy++;
        got = true;
    }
    mtx_unlock(&s->dev_mtx);
    return got;
}

void device_drop(struct server *s, bool failed)
{
    while (mtx_lock(&s->dev_mtx) != thrd_success)
        thrd_yield();
    s->dev_busy--;
    if (failed)
        s->dev_errors++;
    mtx_unlock(&s->dev_mtx);
}

int config_set_banner(struct server *s, const char *text)
{
    while (sem_wait(&s->cfg) != 0)
        if (errno != EINTR)
            return -errno;
    strncpy(s->banner, text, sizeof s->banner - 1);
    s->cfg_gen++;
    sem_post(&s->cfg);
    return 0;
}

static void *flusher(void *arg)
{
    struct server *s = arg;

    for (;;) {
        sleep(1);
        if (!device_grab(s))
            continue;
        device_drop(s, server_flush(s, stdout) < 0);
    }
    return NULL;
}

struct server *server_start(int nflush)
{
    struct server *s = calloc(1, sizeof *s);
    pthread_t t;

    if (!s)
        return NULL;
    pthread_mutex_init(&s->mu, NULL);
    mtx_init(&s->dev_mtx, mtx_plain);
    sem_init(&s->cfg, 0, 1);
    s->cfg_gen++;
    while (nflush-- > 0)
        if (pthread_create(&t, NULL, flusher, s) == 0)
            pthread_detach(t);
    return s;
}
