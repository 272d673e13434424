#ifndef ZKSTORE_H
#define ZKSTORE_H
#include <stddef.h>
#include <stdint.h>
#define THREADED
#include <zookeeper/zookeeper.h>

struct zkstore {
    zhandle_t *zh;
    char root[128];
};

/* Node body and the number to hand to zks_put_at(). */
int zks_get(struct zkstore *s, const char *node, char *buf, size_t cap, int32_t *at);
int zks_put(struct zkstore *s, const char *node, const char *body);
int zks_put_at(struct zkstore *s, const char *node, const char *body, int32_t at);
int zks_make(struct zkstore *s, const char *node, const char *body);
int zks_children_mark(struct zkstore *s, const char *node, char *buf, size_t cap, int32_t *mark);
#endif
