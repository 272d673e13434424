// RUN: %tocsin %s
// STD: gnu17
/* scrub.c - parallel checksum scrubber for the blob store */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MAX_WORKERS 16

struct scrub_stats {
    uint64_t files;
    uint64_t bytes;
    uint64_t bad;
    uint32_t worst_latency_us;
};

struct worker {
    pthread_t tid;
    int index, stride;
    struct scrub_stats st;
} __attribute__((aligned(64)));

static struct worker workers[MAX_WORKERS];
static struct scrub_stats totals;
static char **paths;
static int n_paths;

extern uint32_t crc32c(uint32_t seed, const void *p, size_t n);
extern uint32_t manifest_crc(const char *path);
extern uint32_t now_us(void);

static int load_list(FILE *f)
{
    char line[4096];

    while (fgets(line, sizeof line, f)) {
        char **np = realloc(paths, sizeof *paths * (size_t)(n_paths + 1));

        if (!np)
            return -1;
        paths = np;
        line[sizeof line - 1] = 0;
        if (asprintf(&paths[n_paths], "%s", line) < 0)
            return -1;
        n_paths++;
        totals.files++;
    }
    return 0;
}

static void scrub_one(struct worker *w, const char *path)
{
    static __thread unsigned char buf[128 * 1024];
    uint32_t crc = 0, t0 = now_us(), dt;
    ssize_t n;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0) {
        w->st.bad++;
        return;
    }
    while ((n = read(fd, buf, sizeof buf)) > 0) {
        crc = crc32c(crc, buf, (size_t)n);
        w->st.bytes += (uint64_t)n;
    }
    close(fd);
    if (crc != manifest_crc(path))
        w->st.bad++;
    dt = now_us() - t0;
    if (dt > w->st.worst_latency_us)
        w->st.worst_latency_us = dt;
    w->st.files++;
}

static void *worker_main(void *arg)
{
    struct worker *w = arg;

    for (int i = w->index; i < n_paths; i += w->stride)
        scrub_one(w, paths[i]);
    return NULL;
}

static void merge(const struct worker *w)
{
    totals.bytes += w->st.bytes;
    totals.bad += w->st.bad;
    if (w->st.worst_latency_us > totals.worst_latency_us)
        totals.worst_latency_us = w->st.worst_latency_us;
}

int scrub_run(FILE *list, int n)
{
    int started = 0;

    if (n > MAX_WORKERS)
        n = MAX_WORKERS;
    if (load_list(list) < 0)
        return -1;
    for (int i = 0; i < n; i++) {
        workers[i].index = i;
        workers[i].stride = n;
        if (pthread_create(&workers[i].tid, NULL, worker_main, &workers[i]))
            break;
        started++;
    }
    for (int i = 0; i < started; i++)
        pthread_join(workers[i].tid, NULL);
    for (int i = 0; i < started; i++)
        merge(&workers[i]);
    printf("%llu files, %llu bytes, %llu bad\n", (unsigned long long)totals.files,
           (unsigned long long)totals.bytes, (unsigned long long)totals.bad);
    return started == n ? 0 : -1;
}
