// RUN: %tocsin %s
// STD: gnu17
/* agent_stats.c - counters of the telemetry agent's collector threads */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_COLLECTORS 16

struct collector_stats {
    alignas(64) uint64_t samples;
    uint64_t parse_errors;
    uint64_t max_latency_us;
};

struct collector {
    pthread_t tid;
    int index;
    const char *source;
    struct collector_stats *stats;
};

static struct collector_stats slot_stats[MAX_COLLECTORS];
static struct collector collectors[MAX_COLLECTORS];
static int ncollectors;
static uint64_t config_lines;
static _Thread_local unsigned log_suppressed;
static uint64_t grand_total;
static pthread_mutex_t log_mu = PTHREAD_MUTEX_INITIALIZER;
static uint64_t log_lines;

static void agent_log(const char *src, const char *what)
{
    if (log_suppressed < 10) {
        pthread_mutex_lock(&log_mu);
        log_lines++;
        fprintf(stderr, "[%s] %s\n", src, what);
        pthread_mutex_unlock(&log_mu);
    }
    log_suppressed++;
}

static void account(struct collector *c, long latency_us)
{
    c->stats->samples++;
    if ((uint64_t)latency_us > c->stats->max_latency_us)
        c->stats->max_latency_us = (uint64_t)latency_us;
}

static void *collector_main(void *arg)
{
    struct collector *c = arg;
    FILE *f = fopen(c->source, "r");
    char buf[256];

    if (!f) {
        agent_log(c->source, "cannot open");
        return NULL;
    }
    while (fgets(buf, sizeof(buf), f)) {
        char *end;
        long us = strtol(buf, &end, 10);
        if (end == buf || us < 0) {
            slot_stats[c->index].parse_errors++;
            agent_log(c->source, "bad sample");
            continue;
        }
        account(c, us);
    }
    fclose(f);
    return NULL;
}

static int read_config(const char *path)
{
    FILE *f = fopen(path, "r");
    char line[256];

    if (!f)
        return -1;
    while (fgets(line, sizeof(line), f) && ncollectors < MAX_COLLECTORS) {
        config_lines++;
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#' || line[0] == '\0')
            continue;
        struct collector *c = &collectors[ncollectors];
        c->index = ncollectors;
        c->source = strdup(line);
        c->stats = &slot_stats[ncollectors];
        ncollectors++;
    }
    fclose(f);
    return 0;
}

int main(int argc, char **argv)
{
    int started = 0;

    if (read_config(argc > 1 ? argv[1] : "/etc/agent/sources") < 0)
        return 1;
    for (int i = 0; i < ncollectors; i++) {
        if (pthread_create(&collectors[i].tid, NULL, collector_main, &collectors[i]) != 0)
            break;
        started++;
    }
    for (int i = 0; i < started; i++)
        pthread_join(collectors[i].tid, NULL);

    for (int i = 0; i < started; i++) {
        grand_total += slot_stats[i].samples;
        printf("%s: %lu samples, %lu errors\n", collectors[i].source,
               (unsigned long)slot_stats[i].samples, (unsigned long)slot_stats[i].parse_errors);
    }
    log_lines++;
    printf("total %lu from %lu config lines\n", (unsigned long)grand_total,
           (unsigned long)config_lines);
    return 0;
}
