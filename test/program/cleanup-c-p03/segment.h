#ifndef NVR_SEGMENT_H
#define NVR_SEGMENT_H

#include <limits.h>
#include <pthread.h>
#include <stddef.h>
#include <time.h>

struct nvr_segment {
    char     path[PATH_MAX];
    unsigned camera;
    time_t   started;
    size_t   bytes;
    struct nvr_segment *next;
};

struct nvr_catalog {
    pthread_mutex_t     lock;
    struct nvr_segment *head;
    unsigned            count;
};

/* catalog.c */
int  nvr_catalog_add(struct nvr_catalog *cat, unsigned camera, const char *path, time_t started);
int  nvr_catalog_find(struct nvr_catalog *cat, unsigned camera, time_t at, char *out, size_t outlen);
int  nvr_segment_discard_media(const struct nvr_segment *seg);

/* retention.c */
int  nvr_segment_past_retention(const struct nvr_segment *seg, time_t now);
int  nvr_retention_pass(struct nvr_catalog *cat);

#endif
