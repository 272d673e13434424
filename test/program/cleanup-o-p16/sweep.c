// STD: gnu17
#include "rendition.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

unsigned sweep_renditions(struct library *lib)
{
    unsigned n = 0;

    pthread_mutex_lock(&lib->lock);
    for (int i = 0; i < RENDITION_MAX; i++) {
        struct rendition *r = &lib->items[i];
        time_t age = uptime_s() - r->created;

        if (!r->present)
            continue;
        if (age > lib->hard_age || (age > lib->soft_age && r->viewers == 0)) {
            unlink(r->path); // EXPECT: timestamp-cleanup
            r->present = false;
            n++;
        }
    }
    pthread_mutex_unlock(&lib->lock);
    return n;
}

unsigned sweep_thumbs(struct library *lib)
{
    unsigned n = 0;

    pthread_mutex_lock(&lib->lock);
    for (int i = 0; i < RENDITION_MAX; i++) {
        struct rendition *r = &lib->items[i];

        if (!r->thumb_present || uptime_s() - r->created <= lib->soft_age)
            continue;
        if (r->thumb_viewers > 0)
            continue;
        unlink(r->thumb);
        r->thumb_present = false;
        n++;
    }
    pthread_mutex_unlock(&lib->lock);
    return n;
}

/* Asked for by the admin console when the volume runs low. */
unsigned sweep_scratch(struct library *lib, int slot)
{
    struct rendition *r = &lib->items[slot];
    bool idle;

    pthread_mutex_lock(&lib->lock);
    idle = r->present && r->viewers == 0 && uptime_s() - r->created > lib->soft_age;
    pthread_mutex_unlock(&lib->lock);
    if (!idle)
        return 0;
    if (unlink(r->path) != 0) // EXPECT: timestamp-cleanup
        perror(r->path);
    pthread_mutex_lock(&lib->lock);
    r->present = false;
    pthread_mutex_unlock(&lib->lock);
    return 1;
}
