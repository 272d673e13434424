// RUN: %tocsin %s
// STD: gnu17
/* Volume catalogue of the disk-image server. Deleting a volume only moves it
 * to the trash; the purge pass frees the space some days later. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MAXVOL      256
#define TRASH_DELAY (3 * 86400)

enum vol_flags { VOL_USED = 1, VOL_TRASHED = 2, VOL_GONE = 4 };

struct volume {
    char     name[64];
    char     image[160];
    unsigned flags;
    unsigned exports;
    time_t   trash_time;
};

static struct volume vols[MAXVOL];
static pthread_mutex_t vol_lock = PTHREAD_MUTEX_INITIALIZER;

static struct volume *vol_find(const char *name)
{
    int i;

    for (i = 0; i < MAXVOL; i++)
        if ((vols[i].flags & VOL_USED) && strcmp(vols[i].name, name) == 0)
            return &vols[i];
    return NULL;
}

/* NBD export; trashed volumes can still be exported for data rescue. */
int vol_export(const char *name)
{
    struct volume *v;
    int fd = -1;

    pthread_mutex_lock(&vol_lock);
    v = vol_find(name);
    if (v != NULL && !(v->flags & VOL_GONE)) {
        fd = open(v->image, O_RDWR | O_CLOEXEC);
        if (fd >= 0)
            v->exports++;
    }
    pthread_mutex_unlock(&vol_lock);
    return fd;
}

void vol_unexport(const char *name, int fd)
{
    struct volume *v;

    pthread_mutex_lock(&vol_lock);
    v = vol_find(name);
    if (v != NULL && v->exports > 0)
        v->exports--;
    pthread_mutex_unlock(&vol_lock);
    close(fd);
}

int vol_trash(const char *name)
{
    struct volume *v;
    int rc = -ENOENT;

    pthread_mutex_lock(&vol_lock);
    v = vol_find(name);
    if (v != NULL && v->exports > 0) {
        rc = -EBUSY;
    } else if (v != NULL) {
        v->flags |= VOL_TRASHED;
        v->trash_time = time(NULL);
        rc = 0;
    }
    pthread_mutex_unlock(&vol_lock);
    return rc;
}

int vol_purge(void)
{
    time_t now = time(NULL);
    int i, n = 0;

    pthread_mutex_lock(&vol_lock);
    for (i = 0; i < MAXVOL; i++) {
        struct volume *v = &vols[i];

        if ((v->flags & (VOL_TRASHED | VOL_GONE)) != VOL_TRASHED)
            continue;
        if (now - v->trash_time < TRASH_DELAY)
            continue;
        if (truncate(v->image, 0) != 0) { // EXPECT-MISS: timestamp-cleanup
            fprintf(stderr, "purge %s: %s\n", v->image, strerror(errno));
            continue;
        }
        v->flags |= VOL_GONE;
        n++;
    }
    pthread_mutex_unlock(&vol_lock);
    return n;
}

int main(void)
{
    int fd;

    snprintf(vols[0].name, sizeof vols[0].name, "win-build-3");
    snprintf(vols[0].image, sizeof vols[0].image, "/images/win-build-3.raw");
    vols[0].flags = VOL_USED; // EXPECT-NOISE: lost-update
    vol_trash("win-build-3");
    fd = vol_export("win-build-3");
    printf("purged %d\n", vol_purge());
    if (fd >= 0)
        vol_unexport("win-build-3", fd);
    return 0;
}
