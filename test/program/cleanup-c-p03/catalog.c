// STD: gnu17
#include "segment.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int nvr_catalog_add(struct nvr_catalog *cat, unsigned camera, const char *path, time_t started)
{
    struct nvr_segment *seg = calloc(1, sizeof *seg);

    if (!seg)
        return -ENOMEM;
    snprintf(seg->path, sizeof seg->path, "%s", path);
    seg->camera = camera;
    seg->started = started;
    pthread_mutex_lock(&cat->lock);
    seg->next = cat->head;
    cat->head = seg;
    cat->count++;
    pthread_mutex_unlock(&cat->lock);
    return 0;
}

/* Streamers resolve a point in time to a file name here and open the file themselves. */
int nvr_catalog_find(struct nvr_catalog *cat, unsigned camera, time_t at, char *out, size_t outlen)
{
    struct nvr_segment *seg;
    int rc = -ENOENT;

    pthread_mutex_lock(&cat->lock);
    for (seg = cat->head; seg; seg = seg->next) {
        if (seg->camera == camera && seg->started <= at) {
            snprintf(out, outlen, "%s", seg->path);
            rc = 0;
            break;
        }
    }
    pthread_mutex_unlock(&cat->lock);
    return rc;
}

int nvr_segment_discard_media(const struct nvr_segment *seg)
{
    if (unlink(seg->path) < 0 && errno != ENOENT) {
        fprintf(stderr, "discard %s: %s\n", seg->path, strerror(errno));
        return -errno;
    }
    return 0;
}
