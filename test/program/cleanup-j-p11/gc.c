// STD: gnu17
#include "volume.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int volume_gc(struct volume_db *db, long max_age)
{
    struct volume **pp;
    time_t now = time(NULL);
    int n = 0;

    pthread_mutex_lock(&db->mu);
    pp = &db->list;
    while (*pp) {
        struct volume *v = *pp;
        int rc;

        if (!volume_is_stale(v, now, max_age)) {
            pp = &v->next;
            continue;
        }
        rc = volume_reclaim(db, v);
        if (rc < 0) {
            fprintf(stderr, "volume %s: %s\n", v->name, strerror(-rc));
            pp = &v->next;
            continue;
        }
        *pp = v->next;
        free(v);
        n++;
    }
    pthread_mutex_unlock(&db->mu);
    return n;
}
