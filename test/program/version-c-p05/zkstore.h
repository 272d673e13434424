#ifndef ZKSTORE_H
#define ZKSTORE_H
#ifndef THREADED
#define THREADED
#endif
#include <zookeeper/zookeeper.h>

struct zkstore {
    zhandle_t *zh;
    char root[128];
};

int zks_open(struct zkstore *s, const char *hosts, const char *root);
int zks_read(struct zkstore *s, const char *node, char *buf, int cap, struct Stat *st);
int zks_write(struct zkstore *s, const char *node, const char *buf, int len);
int zks_write_at(struct zkstore *s, const char *node, const char *buf, int len, int version);
int zks_create_ephemeral(struct zkstore *s, const char *node, const char *buf, int len);

#endif
