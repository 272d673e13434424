// STD: gnu17
#include "mount_table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <time.h>
#include <unistd.h>

int64_t monotonic_ns(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

struct image_mount *mount_acquire(struct mount_table *t, const char *image)
{
    struct image_mount *m;

    pthread_mutex_lock(&t->lock);
    for (m = t->head; m; m = m->next) {
        if (!m->detaching && strcmp(m->image, image) == 0) {
            m->users++;
            break;
        }
    }
    pthread_mutex_unlock(&t->lock);
    return m;
}

int mount_insert(struct mount_table *t, const char *image, const char *target)
{
    struct image_mount *m = calloc(1, sizeof(*m));

    if (!m)
        return -ENOMEM;
    snprintf(m->image, sizeof(m->image), "%s", image);
    snprintf(m->target, sizeof(m->target), "%s", target);
    m->last_used_ns = monotonic_ns();
    pthread_mutex_lock(&t->lock);
    m->next = t->head;
    t->head = m;
    pthread_mutex_unlock(&t->lock);
    return 0;
}

void mount_release(struct mount_table *t, struct image_mount *m)
{
    pthread_mutex_lock(&t->lock);
    m->users--;
    m->last_used_ns = monotonic_ns();
    pthread_mutex_unlock(&t->lock);
}

bool mount_is_lingering(const struct mount_table *t, const struct image_mount *m, int64_t now)
{
    return now - m->last_used_ns > t->linger_ns;
}

void mount_unlink_locked(struct mount_table *t, struct image_mount *m)
{
    struct image_mount **pp = &t->head;
    while (*pp && *pp != m)
        pp = &(*pp)->next;
    if (*pp)
        *pp = m->next;
}

int mount_teardown(struct image_mount *m)
{
    if (umount2(m->target, MNT_DETACH) == -1) {
        fprintf(stderr, "umount %s: %s\n", m->target, strerror(errno));
        return -1;
    }
    if (rmdir(m->target) == -1)
        fprintf(stderr, "rmdir %s: %s\n", m->target, strerror(errno));
    return 0;
}
