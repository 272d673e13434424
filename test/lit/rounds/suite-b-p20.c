// RUN: %tocsin %s
// STD: gnu17
/* p20: spool jobs older than a day lose their file; what else is asked varies. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define DAY (24 * 60 * 60)
#define JOBS 128

enum job_state { JOB_QUEUED, JOB_PRINTING, JOB_DONE };

struct job {
    char path[256];
    time_t created;
    int readers;
    enum job_state state;
    pid_t worker;
};

static pthread_mutex_t jobs_mu = PTHREAD_MUTEX_INITIALIZER;
static struct job jobs[JOBS];

/* the control file of a job survives restarts: line 1 the calendar time of submission, line 2 the data file */
int job_load(int i, FILE *control)
{
    long long at;
    int rc = -1;

    pthread_mutex_lock(&jobs_mu);
    if (fscanf(control, "%lld %255s", &at, jobs[i].path) == 2) {
        jobs[i].created = (time_t)at;
        jobs[i].state = JOB_QUEUED;
        rc = 0;
    }
    pthread_mutex_unlock(&jobs_mu);
    return rc;
}

/* used by the printing threads */
int job_open(int i)
{
    int fd;

    pthread_mutex_lock(&jobs_mu);
    fd = open(jobs[i].path, O_RDONLY);
    if (fd >= 0) {
        jobs[i].readers++;
        jobs[i].state = JOB_PRINTING;
        jobs[i].worker = getpid();
    }
    pthread_mutex_unlock(&jobs_mu);
    return fd;
}

void job_close(int i, int fd)
{
    pthread_mutex_lock(&jobs_mu);
    jobs[i].readers--;
    jobs[i].state = JOB_DONE;
    pthread_mutex_unlock(&jobs_mu);
    close(fd);
}

/* readers */
void sweep_01(void)
{
    time_t now = time(NULL);
    int i;

    pthread_mutex_lock(&jobs_mu);
    for (i = 0; i < JOBS; i++) {
        if (difftime(now, jobs[i].created) < DAY)
            continue;
        if (jobs[i].readers > 0)
            continue;
        unlink(jobs[i].path);
    }
    pthread_mutex_unlock(&jobs_mu);
}

/* readers, with a message */
void sweep_02(void)
{
    time_t now = time(NULL);
    int i;

    pthread_mutex_lock(&jobs_mu);
    for (i = 0; i < JOBS; i++) {
        if (difftime(now, jobs[i].created) < DAY)
            continue;
        if (jobs[i].readers > 0)
            fprintf(stderr, "%s has %d readers\n", jobs[i].path, jobs[i].readers);
        unlink(jobs[i].path); // EXPECT: timestamp-cleanup
    }
    pthread_mutex_unlock(&jobs_mu);
}

/* one or the other */
void sweep_03(void)
{
    time_t now = time(NULL);
    int i;

    pthread_mutex_lock(&jobs_mu);
    for (i = 0; i < JOBS; i++)
        if (jobs[i].state == JOB_DONE || now - jobs[i].created > DAY)
            unlink(jobs[i].path); // EXPECT: timestamp-cleanup
    pthread_mutex_unlock(&jobs_mu);
}

/* both */
void sweep_04(void)
{
    time_t now = time(NULL);
    int i;

    pthread_mutex_lock(&jobs_mu);
    for (i = 0; i < JOBS; i++)
        if (jobs[i].state == JOB_DONE && now - jobs[i].created > DAY)
            unlink(jobs[i].path);
    pthread_mutex_unlock(&jobs_mu);
}

/* the readers of the first job */
void sweep_05(void)
{
    time_t now = time(NULL);
    int i;

    pthread_mutex_lock(&jobs_mu);
    for (i = 0; i < JOBS; i++)
        if (now - jobs[i].created > DAY && jobs[0].readers == 0)
            unlink(jobs[i].path); // EXPECT: timestamp-cleanup
    pthread_mutex_unlock(&jobs_mu);
}

/* readers, looked at in a section of its own */
void sweep_06(int i)
{
    int old;

    pthread_mutex_lock(&jobs_mu);
    old = time(NULL) - jobs[i].created > DAY && jobs[i].readers == 0;
    pthread_mutex_unlock(&jobs_mu);
    if (old)
        unlink(jobs[i].path); // EXPECT: timestamp-cleanup
}

/* the process that works on it */
void sweep_07(void)
{
    time_t now = time(NULL);
    int i;

    pthread_mutex_lock(&jobs_mu);
    for (i = 0; i < JOBS; i++) {
        if (now - jobs[i].created <= DAY)
            continue;
        if (kill(jobs[i].worker, 0) == 0 || errno != ESRCH)
            continue;
        unlink(jobs[i].path);
    }
    pthread_mutex_unlock(&jobs_mu);
}
/* a longer age */
void sweep_08(void)
{
    const time_t grace = 3600;
    time_t limit = time(NULL) - DAY - grace;
    int i;

    pthread_mutex_lock(&jobs_mu);
    for (i = 0; i < JOBS; i++) {
        if (jobs[i].created >= limit)
            continue;
        unlink(jobs[i].path); // EXPECT: timestamp-cleanup
    }
    pthread_mutex_unlock(&jobs_mu);
}

/* counted only */
int sweep_09(void)
{
    time_t now = time(NULL);
    int i, n = 0;

    pthread_mutex_lock(&jobs_mu);
    for (i = 0; i < JOBS; i++)
        if (now - jobs[i].created > DAY)
            n++;
    pthread_mutex_unlock(&jobs_mu);
    return n;
}
