#ifndef SPOOL_H
#define SPOOL_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#define SPOOL_MAX 256

enum job_state { JOB_FREE, JOB_QUEUED, JOB_SENDING, JOB_BOUNCED, JOB_REMOVING };

struct job {
    uint32_t id;
    enum job_state state;
    time_t queued_at;   /* CLOCK_MONOTONIC seconds */
};

struct spool {
    pthread_mutex_t lock;
    struct job jobs[SPOOL_MAX];
    int dirfd;
};

enum reap_kind { REAP_EXPIRED, REAP_BOUNCED };

struct reap_req {
    uint32_t id;
    enum reap_kind kind;
};

time_t spool_clock(void);
int spool_submit(struct spool *sp, uint32_t id);
struct job *spool_next(struct spool *sp);
int spool_send(struct spool *sp, struct job *j);
bool spool_begin_removal(struct spool *sp, uint32_t id);
void spool_forget(struct spool *sp, uint32_t id);
void spool_file(uint32_t id, char out[32]);

void reap_push(struct reap_req r);
void *scan_main(void *spool);
void *reap_main(void *spool);

#endif
