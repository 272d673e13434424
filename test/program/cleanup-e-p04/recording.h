#ifndef RECORDING_H
#define RECORDING_H

#include <limits.h>
#include <pthread.h>
#include <stddef.h>
#include <time.h>

struct recording {
    struct recording *next;
    char path[PATH_MAX];
    char channel[32];
    time_t started;
    unsigned long bytes;
};

struct archive {
    pthread_mutex_t lock;
    struct recording *head;
    size_t count;
    unsigned retention_days;
};

/* archive.c */
void archive_init(struct archive *a, unsigned retention_days);
struct recording *archive_begin(struct archive *a, const char *channel);
int archive_open_playback(struct archive *a, const char *path);

/* policy.c */
int recording_past_retention(const struct archive *a, const struct recording *r);
unsigned long archive_quota_used(const struct archive *a);

/* purge.c */
void *archive_purge_thread(void *arg);

#endif
