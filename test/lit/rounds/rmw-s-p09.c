// RUN: %tocsin %s
// STD: gnu17
/* Parallel checksum of a file set. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORKERS 4
#define STRIPES 16u

struct tally {
    uint64_t files;
    uint64_t bytes;
    uint64_t deferred;
};

struct worker {
    pthread_t thread;
    struct tally tally;
    struct pool *pool;
    unsigned index;
};

struct stripe {
    pthread_mutex_t mu;
    uint32_t sums[64];
    unsigned used;
};

struct pool {
    struct stripe stripes[STRIPES];
    struct worker workers[WORKERS];
    const char **paths;
    size_t npaths;
    size_t next;
    pthread_mutex_t next_mu;
    unsigned configured;
};

static uint32_t crc_table[256];
static unsigned crc_builds;
static pthread_once_t crc_once = PTHREAD_ONCE_INIT;

static void crc_build(void)
{
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t c = i;
        for (int k = 0; k < 8; k++)
            c = c & 1 ? 0xedb88320u ^ (c >> 1) : c >> 1;
        crc_table[i] = c;
    }
    crc_builds = crc_builds + 1;
}

static int crc_file(const char *path, uint32_t *sum, uint64_t *bytes)
{
    FILE *f = fopen(path, "rb");
    int ch;
    if (!f)
        return -errno;
    pthread_once(&crc_once, crc_build);
    *sum = ~0u;
    *bytes = 0;
    while ((ch = getc(f)) != EOF) {
        *sum = crc_table[(*sum ^ (uint32_t)ch) & 255] ^ (*sum >> 8);
        *bytes += 1;
    }
    fclose(f);
    return 0;
}

static bool stripe_record(struct stripe *s, uint32_t sum, bool wait)
{
    int rc = wait ? pthread_mutex_lock(&s->mu) : pthread_mutex_trylock(&s->mu);
    if (rc != 0)
        return false;
    if (s->used < sizeof s->sums / sizeof s->sums[0])
        s->sums[s->used++] = sum;
    pthread_mutex_unlock(&s->mu);
    return true;
}

static const char *next_path(struct pool *p)
{
    const char *path = NULL;
    pthread_mutex_lock(&p->next_mu);
    if (p->next < p->npaths)
        path = p->paths[p->next++];
    pthread_mutex_unlock(&p->next_mu);
    return path;
}

static void *worker_main(void *arg)
{
    struct worker *w = arg;
    const char *path;

    while ((path = next_path(w->pool)) != NULL) {
        uint32_t sum;
        uint64_t n;
        if (crc_file(path, &sum, &n) != 0)
            continue;
        struct stripe *s = &w->pool->stripes[sum % STRIPES];
        if (!stripe_record(s, sum, false)) {
            w->tally.deferred++;
            stripe_record(s, sum, true);
        }
        w->tally.files++;
        w->tally.bytes = w->tally.bytes + n;
    }
    return NULL;
}

static void pool_prepare(struct pool *p, const char **paths, size_t n)
{
    memset(p, 0, sizeof *p);
    pthread_mutex_init(&p->next_mu, NULL);
    for (unsigned i = 0; i < STRIPES; i++) {
        pthread_mutex_init(&p->stripes[i].mu, NULL);
        p->configured++;
    }
    p->paths = paths;
    p->npaths = n;
}

int main(int argc, char **argv)
{
    static struct pool pool;
    struct tally all = {0};
    unsigned started = 0;

    pool_prepare(&pool, (const char **)argv + 1, (size_t)argc - 1);
    for (unsigned i = 0; i < WORKERS; i++) {
        pool.workers[i].pool = &pool;
        pool.workers[i].index = i;
        if (pthread_create(&pool.workers[i].thread, NULL, worker_main, &pool.workers[i]) != 0)
            break;
        started++;
    }
    for (unsigned i = 0; i < started; i++) {
        pthread_join(pool.workers[i].thread, NULL);
        all.files += pool.workers[i].tally.files;
        all.bytes += pool.workers[i].tally.bytes;
        all.deferred += pool.workers[i].tally.deferred;
    }
    printf("%llu files, %llu bytes, %llu deferred\n", (unsigned long long)all.files,
           (unsigned long long)all.bytes, (unsigned long long)all.deferred);
    return started == 0;
}
