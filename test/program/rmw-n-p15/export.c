// STD: gnu17
#include "metrics.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>

struct exporter g_exporter = { .sock = -1 };

extern int queue_pop(void *buf, size_t cap, size_t *len, unsigned *lost);

void exporter_on_overflow(unsigned lost)
{
    if (!lost)
        return;
    g_exporter.st.dropped += lost; // EXPECT: lost-update
    fprintf(stderr, "exporter: %u samples lost\n", lost);
}

static void *sender(void *arg)
{
    char buf[1500];
    size_t len;
    unsigned lost;

    (void)arg;
    while (queue_pop(buf, sizeof buf, &len, &lost) == 0) {
        if (lost)
            exporter_on_overflow(lost);
        exporter_send(buf, len);
    }
    return NULL;
}

int exporter_start(int nthreads)
{
    memset(&g_exporter.st, 0, sizeof g_exporter.st);
    for (int i = 0; i < nthreads; i++) {
        pthread_t t;
        if (pthread_create(&t, NULL, sender, NULL))
            return -1;
        pthread_detach(t);
    }
    return 0;
}

size_t exporter_render(char *out, size_t cap)
{
    return (size_t)snprintf(out, cap, "sent %llu\ndropped %llu\nbytes %llu\n",
                            (unsigned long long)METRIC_GET(sent),
                            (unsigned long long)METRIC_GET(dropped),
                            (unsigned long long)METRIC_GET(bytes));
}
