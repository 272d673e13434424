// STD: gnu17
#include "volume.h"

#include <errno.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

static struct volume *lookup(struct volume_db *db, const char *name)
{
    struct volume *v;

    for (v = db->list; v; v = v->next)
        if (strcmp(v->name, name) == 0)
            return v;
    return NULL;
}

int volume_attach(struct volume_db *db, const char *name)
{
    struct volume *v;
    int rc = -ENOENT;

    pthread_mutex_lock(&db->mu);
    v = lookup(db, name);
    if (v) {
        v->attached++;
        rc = 0;
    }
    pthread_mutex_unlock(&db->mu);
    return rc;
}

void volume_detach(struct volume_db *db, const char *name)
{
    struct volume *v;

    pthread_mutex_lock(&db->mu);
    v = lookup(db, name);
    if (v && v->attached > 0)
        v->attached--;
    pthread_mutex_unlock(&db->mu);
}

/* db->mu held */
int volume_reclaim(struct volume_db *db, struct volume *v)
{
    (void)db;
    if (v->attached > 0)
        return -EBUSY;
    if (umount2(v->mountpoint, 0) < 0 && errno != EINVAL)
        return -errno;
    if (rmdir(v->mountpoint) < 0 && errno != ENOENT)
        return -errno;
    return 0;
}
