#ifndef MOUNT_TABLE_H
#define MOUNT_TABLE_H

#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct image_mount {
    struct image_mount *next;
    char image[64];
    char target[PATH_MAX];
    int64_t last_used_ns;
    unsigned users;
    bool detaching;
};

struct mount_table {
    pthread_mutex_t lock;
    struct image_mount *head;
    int64_t linger_ns;
};

int64_t monotonic_ns(void);
int mount_insert(struct mount_table *t, const char *image, const char *target);
struct image_mount *mount_acquire(struct mount_table *t, const char *image);
void mount_release(struct mount_table *t, struct image_mount *m);

bool mount_is_lingering(const struct mount_table *t, const struct image_mount *m, int64_t now);
void mount_unlink_locked(struct mount_table *t, struct image_mount *m);
int mount_teardown(struct image_mount *m);

unsigned reap_idle(struct mount_table *t);
bool reap_one(struct mount_table *t);

#endif
