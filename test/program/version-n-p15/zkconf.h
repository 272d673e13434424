#ifndef ZKCONF_H
#define ZKCONF_H

#define THREADED
#include <stddef.h>
#include <zookeeper/zookeeper.h>

struct zkconf {
    zhandle_t *zh;
    char root[64];
};

/* Reads a node below the root; len is the capacity on entry, the length on return. */
int zkconf_load(struct zkconf *zc, const char *name, char *buf, int *len, int *version);

/* Writes a node below the root, whatever it contains. */
int zkconf_store(struct zkconf *zc, const char *name, const char *buf, int len);

/* Writes a node below the root if it still has the given version. */
int zkconf_replace(struct zkconf *zc, const char *name, const char *buf, int len, int version);

int zkconf_path(const struct zkconf *zc, const char *name, char *out, size_t cap);

int weights_scale(struct zkconf *zc, const char *name, int percent);
int members_add(struct zkconf *zc, const char *name, const char *member);
int drain_start(struct zkconf *zc, const char *name);
int undrain_start(struct zkconf *zc, const char *name);

#endif
