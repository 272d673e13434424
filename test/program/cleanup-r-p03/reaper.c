// STD: gnu17
#include "mount_table.h"

#include <stdlib.h>

/* One pass of the periodic reaper; at most one mount per turn so that a slow
 * umount does not hold up acquire/release. */
bool reap_one(struct mount_table *t)
{
    struct image_mount *m, *victim = NULL;
    int64_t now = monotonic_ns();

    pthread_mutex_lock(&t->lock);
    for (m = t->head; m; m = m->next) {
        if (m->users == 0 && mount_is_lingering(t, m, now)) {
            victim = m;
            break;
        }
    }
    pthread_mutex_unlock(&t->lock);
    if (!victim)
        return false;

    mount_teardown(victim); // EXPECT: timestamp-cleanup
    pthread_mutex_lock(&t->lock);
    mount_unlink_locked(t, victim);
    pthread_mutex_unlock(&t->lock);
    free(victim);
    return true;
}

/* Shutdown and memory-pressure path: everything that lingers goes at once. */
unsigned reap_idle(struct mount_table *t)
{
    struct image_mount *m, *next, *batch = NULL;
    int64_t now = monotonic_ns();
    unsigned n = 0;

    pthread_mutex_lock(&t->lock);
    for (m = t->head; m; m = next) {
        next = m->next;
        if (m->users != 0 || !mount_is_lingering(t, m, now))
            continue;
        m->detaching = true;
        mount_unlink_locked(t, m);
        m->next = batch;
        batch = m;
    }
    pthread_mutex_unlock(&t->lock);

    for (m = batch; m; m = next) {
        next = m->next;
        mount_teardown(m);
        free(m);
        n++;
    }
    return n;
}
