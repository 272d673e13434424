// RUN: %tocsin %s
// STD: gnu17
/* dvr_gc: recordings index -> disk reclaim.  The scanner thread walks the
 * index and feeds a bounded ring; the reclaim thread removes the media. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define RING 128
#define NREC 4096

struct recording {
    char   name[40];
    time_t started;         /* wall time shown in the guide */
    int    viewers;
    int    present;
};

static struct recording recs[NREC];
static int              nrecs;
static pthread_mutex_t  recs_mtx = PTHREAD_MUTEX_INITIALIZER;

static struct {
    pthread_mutex_t mtx;
    pthread_cond_t  cv;
    char            name[RING][40];
    unsigned        head, tail;
} ring = { .mtx = PTHREAD_MUTEX_INITIALIZER, .cv = PTHREAD_COND_INITIALIZER };

/* index line: <name> <start, epoch seconds> */
int dvr_load_index(const char *file)
{
    FILE *f = fopen(file, "r");
    char name[40];
    long long start;

    if (!f)
        return -1;
    pthread_mutex_lock(&recs_mtx);
    while (nrecs < NREC && fscanf(f, "%39s %lld", name, &start) == 2) {
        struct recording *r = &recs[nrecs++];

        memcpy(r->name, name, sizeof r->name);
        r->started = (time_t)start;
        r->present = 1;
    }
    pthread_mutex_unlock(&recs_mtx);
    fclose(f);
    return nrecs;
}

int dvr_open_for_playback(const char *name)
{
    int found = 0;

    pthread_mutex_lock(&recs_mtx);
    for (int i = 0; i < nrecs; i++) {
        if (recs[i].present && strcmp(recs[i].name, name) == 0) {
            recs[i].viewers++;
            found = 1;
            break;
        }
    }
    pthread_mutex_unlock(&recs_mtx);
    return found;
}

static int ring_put(const char *name)
{
    int rc = -1;

    pthread_mutex_lock(&ring.mtx);
    if (ring.head - ring.tail < RING) {
        snprintf(ring.name[ring.head % RING], sizeof ring.name[0], "%s", name);
        ring.head++;
        rc = 0;
        pthread_cond_signal(&ring.cv);
    }
    pthread_mutex_unlock(&ring.mtx);
    return rc;
}

static void ring_get(char out[40])
{
    pthread_mutex_lock(&ring.mtx);
    while (ring.head == ring.tail)
        pthread_cond_wait(&ring.cv, &ring.mtx);
    memcpy(out, ring.name[ring.tail % RING], 40);
    ring.tail++;
    pthread_mutex_unlock(&ring.mtx);
}

void dvr_scan(long keep_days)
{
    time_t horizon = time(NULL) - keep_days * 86400;

    pthread_mutex_lock(&recs_mtx);
    for (int i = 0; i < nrecs; i++) {
        if (!recs[i].present || recs[i].started >= horizon)
            continue;
        if (ring_put(recs[i].name) < 0)
            break;
    }
    pthread_mutex_unlock(&recs_mtx);
}

void *dvr_reclaim_main(void *arg)
{
    const char *root = arg;
    char name[40], path[512];

    for (;;) {
        ring_get(name);
        snprintf(path, sizeof path, "%s/%s.ts", root, name);
        if (unlink(path) < 0) // EXPECT: timestamp-cleanup
            perror(path);
    }
    return NULL;
}
