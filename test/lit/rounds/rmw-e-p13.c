// RUN: %tocsin %s
// STD: gnu17
/* Log scanner: splits a mapped file over a fixed set of workers. */
#include <ctype.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_WORKERS 16

struct slot {
    uint64_t lines;
    uint64_t errors;
    char pad[48];
};

struct scan;

struct worker {
    struct scan *scan;
    int index;
    pthread_t tid;
    const char *begin, *end;
};

struct scan {
    pthread_mutex_t lock;
    uint64_t total_lines;
    uint64_t total_errors;
    unsigned started;
    struct slot slots[MAX_WORKERS];
    struct worker workers[MAX_WORKERS];
};

static void scan_line(struct worker *w, const char *p, size_t n)
{
    struct slot *s = &w->scan->slots[w->index];

    s->lines++;
    if (n > 5 && memcmp(p, "ERROR", 5) == 0)
        s->errors++;
}

static void *worker_main(void *arg)
{
    struct worker *w = arg;
    const char *p = w->begin, *nl;

    while (p < w->end) {
        nl = memchr(p, '\n', (size_t)(w->end - p));
        if (!nl)
            nl = w->end;
        scan_line(w, p, (size_t)(nl - p));
        p = nl + 1;
    }
    if (w->scan->slots[w->index].errors > 1000) {
        pthread_mutex_lock(&w->scan->lock);
        w->scan->total_errors += 1;
        pthread_mutex_unlock(&w->scan->lock);
    }
    return NULL;
}

static int scan_prepare(struct scan *s, const char *buf, size_t len, int n)
{
    size_t share = len / (size_t)n;
    int i;

    pthread_mutex_init(&s->lock, NULL);
    for (i = 0; i < n; i++) {
        struct worker *w = &s->workers[i];

        w->scan = s;
        w->index = i;
        w->begin = buf + share * (size_t)i;
        w->end = i == n - 1 ? buf + len : w->begin + share;
        if (w->begin == w->end)
            s->total_errors++;
    }
    return 0;
}

uint64_t scan_run(struct scan *s, const char *buf, size_t len, int n)
{
    int i;

    if (n < 1 || n > MAX_WORKERS)
        return 0;
    memset(s, 0, sizeof(*s));
    scan_prepare(s, buf, len, n);

    for (i = 0; i < n; i++) {
        if (pthread_create(&s->workers[i].tid, NULL, worker_main, &s->workers[i]) != 0)
            break;
        s->started++;
    }
    for (i = 0; i < (int)s->started; i++)
        pthread_join(s->workers[i].tid, NULL);

    for (i = 0; i < (int)s->started; i++) {
        s->total_lines += s->slots[i].lines;
        s->total_errors += s->slots[i].errors;
    }
    pthread_mutex_destroy(&s->lock);
    return s->total_errors;
}
