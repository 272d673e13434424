#ifndef SEGTAB_H
#define SEGTAB_H

#include <stddef.h>
#include <sys/types.h>

#define SEGTAB_MAX 256

struct seg {
    int shmid;
    int semid;
    uid_t owner;
};

struct segtab {
    struct seg v[SEGTAB_MAX];
    size_t n;
};

/* segtab.c */
int segtab_load(struct segtab *t, const char *path);
void *seg_attach(const struct seg *s, int readonly);
int seg_detach(const void *addr);

/* reap.c */
int reap_detached(const struct segtab *t, long max_age);
int reap_frames(const struct segtab *t, long max_age);
int reap_locks(const struct segtab *t, long max_idle);

#endif
