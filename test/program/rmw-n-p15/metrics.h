#ifndef METRICS_H
#define METRICS_H
#include <stdint.h>
#include <stddef.h>

struct exporter_stats {
    uint64_t sent;
    uint64_t dropped;
    uint64_t bytes;
};

struct exporter {
    int sock;
    struct exporter_stats st;
    unsigned backlog_max;
};

extern struct exporter g_exporter;

#define METRIC_ADD(field, n) __atomic_add_fetch(&g_exporter.st.field, (n), __ATOMIC_RELAXED)
#define METRIC_GET(field)    __atomic_load_n(&g_exporter.st.field, __ATOMIC_RELAXED)

int exporter_send(const void *buf, size_t len);
int exporter_start(int nthreads);
void exporter_on_overflow(unsigned lost);
size_t exporter_render(char *out, size_t cap);
#endif
