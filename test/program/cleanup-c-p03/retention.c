// STD: gnu17
#include "segment.h"

#define NVR_RETENTION_DAYS 14

int nvr_segment_past_retention(const struct nvr_segment *seg, time_t now)
{
    return difftime(now, seg->started) > NVR_RETENTION_DAYS * 86400.0;
}

int nvr_retention_pass(struct nvr_catalog *cat)
{
    struct nvr_segment *seg;
    time_t now = time(NULL);
    int failed = 0;

    pthread_mutex_lock(&cat->lock);
    for (seg = cat->head; seg; seg = seg->next) {
        if (seg->bytes == 0 && seg->path[0] == '\0')
            continue;
        if (nvr_segment_past_retention(seg, now)) {
            if (nvr_segment_discard_media(seg) < 0) // EXPECT: timestamp-cleanup
                failed++;
            else
                seg->path[0] = '\0';
        }
    }
    pthread_mutex_unlock(&cat->lock);
    return failed;
}
