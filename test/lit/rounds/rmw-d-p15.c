// RUN: %tocsin %s
// STD: gnu17
/* Parallel scrubber: verifies block checksums of a volume image. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLK 4096
#define MAXT 32

struct scrub_job {
    int fd;
    uint64_t first, count;
    const uint32_t *sums;
    uint64_t bad;
    uint64_t read_errors;
    pthread_t tid;
};

static __thread uint64_t blocks_here;
static uint64_t blocks_total;
static uint64_t bad_total;
static unsigned njobs;
static unsigned *heat; /* one counter per worker */
static pthread_mutex_t done_mu = PTHREAD_MUTEX_INITIALIZER;

static uint32_t crc(const unsigned char *p, size_t n)
{
    uint32_t c = ~0u;
    int k;

    while (n--) {
        c ^= *p++;
        for (k = 0; k < 8; k++)
            c = (c >> 1) ^ (0xedb88320u & (0u - (c & 1)));
    }
    return ~c;
}

static void note_block(void)
{
    blocks_here++;
}

static void *scrub_main(void *arg)
{
    struct scrub_job *job = arg;
    unsigned char *buf = malloc(BLK);
    uint64_t i;

    if (!buf)
        return NULL;
    for (i = job->first; i < job->first + job->count; i++) {
        if (pread(job->fd, buf, BLK, (off_t)(i * BLK)) != BLK) {
            job->read_errors++;
            continue;
        }
        if (crc(buf, BLK) != job->sums[i])
            job->bad++;
        note_block();
    }
    free(buf);
    pthread_mutex_lock(&done_mu);
    blocks_total += blocks_here;
    pthread_mutex_unlock(&done_mu);
    return NULL;
}

static void *heat_main(void *arg)
{
    unsigned slot = (unsigned)(uintptr_t)arg, i;

    for (i = 0; i < 1000; i++)
        heat[slot] += i & 3;
    return NULL;
}

static int preheat(unsigned n)
{
    pthread_t t[MAXT];
    unsigned i, started, sum = 0;

    heat = calloc(n, sizeof *heat);
    if (!heat)
        return -ENOMEM;
    for (started = 0; started < n; started++)
        if (pthread_create(&t[started], NULL, heat_main, (void *)(uintptr_t)started))
            break;
    for (i = 0; i < started; i++)
        pthread_join(t[i], NULL);
    for (i = 0; i < started; i++)
        sum += heat[i];
    free(heat);
    heat = NULL;
    return (int)sum;
}

int scrub_volume(int fd, const uint32_t *sums, uint64_t nblocks, unsigned nthreads)
{
    struct scrub_job *jobs;
    uint64_t per, at = 0;
    unsigned i, started = 0;
    int rc = 0;

    if (nthreads == 0 || nthreads > MAXT)
        return -EINVAL;
    if ((jobs = calloc(nthreads, sizeof *jobs)) == NULL)
        return -ENOMEM;
    per = (nblocks + nthreads - 1) / nthreads;
    for (i = 0; i < nthreads && at < nblocks; i++) {
        jobs[i].fd = fd;
        jobs[i].first = at;
        jobs[i].count = nblocks - at < per ? nblocks - at : per;
        jobs[i].sums = sums;
        at += jobs[i].count;
        njobs++;
    }
    preheat(nthreads);
    for (started = 0; started < njobs; started++) {
        if (pthread_create(&jobs[started].tid, NULL, scrub_main, &jobs[started]) != 0) {
            rc = -EAGAIN;
            break;
        }
    }
    for (i = 0; i < started; i++) {
        pthread_join(jobs[i].tid, NULL);
        bad_total += jobs[i].bad + jobs[i].read_errors;
    }
    njobs = 0;
    free(jobs);
    printf("%llu of %llu blocks damaged\n", (unsigned long long)bad_total,
           (unsigned long long)blocks_total);
    return rc ? rc : bad_total != 0;
}
