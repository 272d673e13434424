// RUN: %tocsin %s
// STD: gnu17
/* deferq.c - deferred delivery queue of the mail transport */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct msg {
    struct msg *next;
    char id[24];
    int attempts;
    time_t next_try;
};

typedef struct mailq {
    pthread_mutex_t mtx;
    pthread_cond_t nonempty;
    struct msg *head;
    long bytes_spooled;
    int ndeferred;
    int nbounced;
    int closing;
} MAILQ;

static MAILQ q = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, 0, 0, 0, 0 };

static long spool_write(const struct msg *m)
{
    char path[64];
    FILE *f;
    long n;

    snprintf(path, sizeof path, "/var/spool/mta/defer/%s", m->id);
    if ((f = fopen(path, "w")) == NULL)
        return -1;
    n = fprintf(f, "%s %d %ld\n", m->id, m->attempts, (long)m->next_try);
    if (fflush(f) != 0 || fsync(fileno(f)) != 0)
        n = -1;
    fclose(f);
    return n;
}

/* requeue after a 4xx reply */
static int mq_defer(struct msg *m)
{
    long spooled, n;

    pthread_mutex_lock(&q.mtx);
    spooled = q.bytes_spooled;
    pthread_mutex_unlock(&q.mtx);

    m->attempts++;
    m->next_try = time(NULL) + (60 << (m->attempts < 6 ? m->attempts : 6));
    if ((n = spool_write(m)) < 0)
        return EIO;

    pthread_mutex_lock(&q.mtx);
    q.bytes_spooled = spooled + n; // EXPECT: lost-update
    q.ndeferred++;
    m->next = q.head;
    q.head = m;
    pthread_cond_signal(&q.nonempty);
    pthread_mutex_unlock(&q.mtx);
    return 0;
}

static struct msg *mq_take(void)
{
    struct msg *m;

    pthread_mutex_lock(&q.mtx);
    while (q.head == NULL && !q.closing)
        pthread_cond_wait(&q.nonempty, &q.mtx);
    if ((m = q.head) != NULL) {
        q.head = m->next;
        q.ndeferred--;
        q.bytes_spooled -= (long)sizeof *m;
    }
    pthread_mutex_unlock(&q.mtx);
    return m;
}

/* give up on a message; the notice goes out before it is counted */
static void mq_bounce(struct msg *m)
{
    int total;

    pthread_mutex_lock(&q.mtx);
    total = q.nbounced;
    pthread_mutex_unlock(&q.mtx);

    fprintf(stderr, "bounce %s after %d tries (%d earlier)\n", m->id, m->attempts, total);

    pthread_mutex_lock(&q.mtx);
    q.nbounced += 1;
    pthread_mutex_unlock(&q.mtx);
    free(m);
}

static void *delivery_agent(void *unused)
{
    struct msg *m;

    (void)unused;
    while ((m = mq_take()) != NULL) {
        if (m->attempts > 20 || mq_defer(m) != 0)
            mq_bounce(m);
    }
    return NULL;
}

int mq_run(int nagents)
{
    pthread_t t;
    int i;

    for (i = 0; i < nagents; i++) {
        if (pthread_create(&t, NULL, delivery_agent, NULL) != 0)
            return -1;
        pthread_detach(t);
    }
    return 0;
}

void mq_close(void)
{
    pthread_mutex_lock(&q.mtx);
    q.closing = 1;
    pthread_cond_broadcast(&q.nonempty);
    pthread_mutex_unlock(&q.mtx);
}
