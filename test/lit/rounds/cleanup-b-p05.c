// RUN: %tocsin %s
// STD: gnu17
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum job_state { JOB_EMPTY, JOB_QUEUED, JOB_PRINTING, JOB_DONE, JOB_FAILED };

struct job {
    enum job_state state;
    char spool_path[128];
    int64_t changed_s;
};

#define MAX_JOBS 128
static struct job jobs[MAX_JOBS];
static pthread_mutex_t jobs_mu = PTHREAD_MUTEX_INITIALIZER;

static int64_t uptime_s(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec;
}

int job_submit(const char *path)
{
    int slot = -1;
    pthread_mutex_lock(&jobs_mu);
    for (int i = 0; i < MAX_JOBS && slot < 0; i++) {
        if (jobs[i].state != JOB_EMPTY)
            continue;
        slot = i;
        snprintf(jobs[i].spool_path, sizeof jobs[i].spool_path, "%s", path);
        jobs[i].state = JOB_QUEUED;
        jobs[i].changed_s = uptime_s();
    }
    pthread_mutex_unlock(&jobs_mu);
    return slot;
}

static void *printer(void *arg)
{
    (void)arg;
    for (;;) {
        struct job *mine = NULL;
        pthread_mutex_lock(&jobs_mu);
        for (int i = 0; i < MAX_JOBS && !mine; i++)
            if (jobs[i].state == JOB_QUEUED) {
                mine = &jobs[i];
                mine->state = JOB_PRINTING;
            }
        pthread_mutex_unlock(&jobs_mu);
        if (!mine) {
            sleep(1);
            continue;
        }
        FILE *f = fopen(mine->spool_path, "rb");
        int ok = f != NULL;
        for (int c; f && (c = getc(f)) != EOF;)
            putchar(c);
        if (f)
            fclose(f);
        pthread_mutex_lock(&jobs_mu);
        mine->state = ok ? JOB_DONE : JOB_FAILED;
        mine->changed_s = uptime_s();
        pthread_mutex_unlock(&jobs_mu);
    }
    return NULL;
}

static void tidy_jobs(int64_t keep_s)
{
    pthread_mutex_lock(&jobs_mu);
    int64_t now = uptime_s();
    for (int i = 0; i < MAX_JOBS; i++) {
        struct job *j = &jobs[i];
        if (j->state != JOB_DONE && j->state != JOB_FAILED)
            continue;
        if (now - j->changed_s < keep_s)
            continue;
        unlink(j->spool_path);
        memset(j, 0, sizeof *j);
    }
    pthread_mutex_unlock(&jobs_mu);
}

int main(int argc, char **argv)
{
    pthread_t t;
    pthread_create(&t, NULL, printer, NULL);
    for (int i = 1; i < argc; i++)
        job_submit(argv[i]);
    for (;;) {
        sleep(30);
        tidy_jobs(3600);
    }
}
