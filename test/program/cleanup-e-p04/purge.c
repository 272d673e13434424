// STD: gnu17
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "recording.h"

static unsigned purge_once(struct archive *a)
{
    struct recording *r;
    unsigned n = 0;

    pthread_mutex_lock(&a->lock);
    for (r = a->head; r != NULL; r = r->next) {
        if (r->path[0] == '\0' || !recording_past_retention(a, r))
            continue;
        if (unlink(r->path) != 0 && errno != ENOENT) { // EXPECT: timestamp-cleanup
            fprintf(stderr, "nvr: %s: %s\n", r->path, strerror(errno));
            continue;
        }
        r->path[0] = '\0';
        r->bytes = 0;
        n++;
    }
    pthread_mutex_unlock(&a->lock);
    return n;
}

void *archive_purge_thread(void *arg)
{
    struct archive *a = arg;

    for (;;) {
        unsigned n = purge_once(a);

        if (n > 0)
            fprintf(stderr, "nvr: purged %u, %lu bytes left\n", n,
                    archive_quota_used(a));
        sleep(3600);
    }
    return NULL;
}
