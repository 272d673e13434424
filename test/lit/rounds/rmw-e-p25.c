// RUN: %tocsin %s
// STD: gnu17
/* Print spooler daemon: job list, paper accounting, maintenance thread. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct job {
    struct job *next;
    int pages;
};

struct spooler {
    pthread_mutex_t m;
    pthread_cond_t paper_in;
    sem_t ledger;           /* one holder */
    struct job *head;
    int njobs;
    int sheets;
    int stop;
    long printed;           /* under ledger */
    long wasted;            /* under ledger */
};

static int spool_put(struct spooler *s, int pages)
{
    struct job *j = calloc(1, sizeof(*j));

    if (!j)
        return -ENOMEM;
    j->pages = pages;
    j->pages += pages % 2;
    if (pthread_mutex_lock(&s->m)) {
        free(j);
        return -EINVAL;
    }
    j->next = s->head;
    s->head = j;
    s->njobs++;
    pthread_mutex_unlock(&s->m);
    return 0;
}

static struct job *spool_take(struct spooler *s)
{
    struct job *j = NULL;
    int left;

    pthread_mutex_lock(&s->m);
    left = s->sheets;
    while (!s->stop && s->head && left < s->head->pages) {
        pthread_cond_wait(&s->paper_in, &s->m);
        left = s->sheets;
    }
    if (!s->stop && s->head) {
        j = s->head;
        s->head = j->next;
        s->njobs--;
        s->sheets = left - j->pages;
    }
    pthread_mutex_unlock(&s->m);
    return j;
}

static void ledger_add(struct spooler *s, int pages, int bad)
{
    while (sem_wait(&s->ledger) != 0)
        ;
    s->printed += pages;
    if (bad)
        s->wasted = s->wasted + bad;
    sem_post(&s->ledger);
}

static void spool_refill(struct spooler *s, int sheets)
{
    struct timespec ts;

    clock_gettime(CLOCK_REALTIME, &ts);
    ts.tv_sec += 1;
    if (pthread_mutex_timedlock(&s->m, &ts) != 0)
        return;
    s->sheets += sheets;
    pthread_cond_broadcast(&s->paper_in);
    pthread_mutex_unlock(&s->m);
}

static void spool_tidy(struct spooler *s)
{
    if (pthread_mutex_trylock(&s->m) == 0) {
        if (s->sheets > 5000)
            s->sheets -= s->sheets - 5000;
        pthread_mutex_unlock(&s->m);
    }
    if (sem_trywait(&s->ledger) == -1)
        return;
    if (s->wasted > s->printed)
        s->wasted -= s->printed;
    sem_post(&s->ledger);
}

static void *printer_main(void *arg)
{
    struct spooler *s = arg;
    struct job *j;

    while ((j = spool_take(s)) != NULL) {
        ledger_add(s, j->pages, j->pages % 7 == 0);
        free(j);
    }
    return NULL;
}

int spooler_run(void)
{
    struct spooler s;
    pthread_t t[2];
    int i;

    memset(&s, 0, sizeof(s));
    pthread_mutex_init(&s.m, NULL);
    pthread_cond_init(&s.paper_in, NULL);
    sem_init(&s.ledger, 0, 1);
    for (i = 0; i < 20; i++)
        spool_put(&s, i + 1);
    s.sheets += 100;
    for (i = 0; i < 2; i++)
        if (pthread_create(&t[i], NULL, printer_main, &s))
            exit(1);
    for (i = 0; i < 5; i++) {
        spool_refill(&s, 50);
        spool_tidy(&s);
    }
    pthread_mutex_lock(&s.m);
    s.stop = 1;
    pthread_cond_broadcast(&s.paper_in);
    pthread_mutex_unlock(&s.m);
    for (i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    s.wasted += s.njobs;
    return (int)s.wasted;
}
