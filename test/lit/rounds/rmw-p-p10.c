// RUN: %tocsin %s
// STD: gnu17
/* Batch job scheduler core: submit, cancel, worker threads, admission hook. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

enum job_state { JOB_QUEUED, JOB_RUNNING, JOB_DONE, JOB_CANCELLED };

struct job {
    unsigned id;
    enum job_state state;
    int (*run)(void *);
    void *arg;
    time_t not_before;
    struct job *next;
};

struct sched {
    pthread_mutex_t mu;
    pthread_cond_t  work;
    struct job     *queue;
    unsigned        next_id;
    unsigned        queued, running, done, failed;
    int             shutdown;
    int (*admit)(void *ctx, const struct job *);
    void           *admit_ctx;
};

/* The admission hook talks to the license server; the queue stays usable. */
static int ask_admission(struct sched *s, const struct job *j)
{
    int rc;

    if (s->admit == NULL)
        return 0;
    pthread_mutex_unlock(&s->mu);
    rc = s->admit(s->admit_ctx, j);
    pthread_mutex_lock(&s->mu);
    return rc;
}

static struct job *find_job(struct sched *s, unsigned id)
{
    struct job *j = s->queue;

    while (j && j->id != id)
        j = j->next;
    return j;
}

int sched_submit(struct sched *s, int (*run)(void *), void *arg, time_t when)
{
    struct job *j = calloc(1, sizeof *j);
    unsigned id;
    int rc;

    if (j == NULL)
        return -ENOMEM;
    j->run = run;
    j->arg = arg;
    j->not_before = when;

    pthread_mutex_lock(&s->mu);
    id = s->next_id;
    j->id = id;
    rc = ask_admission(s, j);
    if (rc != 0) {
        pthread_mutex_unlock(&s->mu);
        free(j);
        return rc;
    }
    s->next_id = id + 1; // EXPECT: lost-update
    j->next = s->queue;
    s->queue = j;
    s->queued++;
    pthread_cond_signal(&s->work);
    pthread_mutex_unlock(&s->mu);
    return (int)id;
}

int sched_postpone(struct sched *s, unsigned id, time_t when)
{
    struct job *j;
    int rc = -ENOENT;

    pthread_mutex_lock(&s->mu);
    j = find_job(s, id);
    if (j && j->state == JOB_QUEUED) {
        struct job copy = *j;

        copy.not_before = when;
        rc = ask_admission(s, &copy);
        j = find_job(s, id);
        if (j == NULL || j->state != JOB_QUEUED)
            rc = -ESTALE;
        else if (rc == 0)
            j->not_before = when;
    }
    pthread_mutex_unlock(&s->mu);
    return rc;
}

static void note_result(struct sched *s, int rc, int locked)
{
    if (!locked)
        pthread_mutex_lock(&s->mu);
    if (rc == 0)
        s->done++;
    else
        s->failed++;
    if (!locked)
        pthread_mutex_unlock(&s->mu);
}

static struct job *next_due(struct sched *s, time_t now)
{
    struct job **pp = &s->queue, *j;

    while (*pp && (*pp)->not_before > now)
        pp = &(*pp)->next;
    j = *pp;
    if (j) {
        *pp = j->next;
        s->queued--;
        s->running++;
        j->state = JOB_RUNNING;
    }
    return j;
}

static void *worker(void *arg)
{
    struct sched *s = arg;
    struct job *j;

    pthread_mutex_lock(&s->mu);
    while (!s->shutdown) {
        j = next_due(s, time(NULL));
        if (j == NULL) {
            struct timespec ts = { time(NULL) + 1, 0 };

            pthread_cond_timedwait(&s->work, &s->mu, &ts);
            continue;
        }
        pthread_mutex_unlock(&s->mu);
        int rc = j->run(j->arg);
        free(j);
        s->running--; // EXPECT: lost-update
        pthread_mutex_lock(&s->mu);
        note_result(s, rc, 1);
    }
    pthread_mutex_unlock(&s->mu);
    return NULL;
}

int sched_run_inline(struct sched *s, int (*run)(void *), void *arg)
{
    int rc = run(arg);

    note_result(s, rc, 0);
    return rc;
}

int sched_start(struct sched *s, int n)
{
    pthread_t t;

    while (n-- > 0) {
        if (pthread_create(&t, NULL, worker, s) != 0)
            return -EAGAIN;
        pthread_detach(t);
    }
    return 0;
}
