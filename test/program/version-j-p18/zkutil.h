#ifndef ZKUTIL_H
#define ZKUTIL_H

#define THREADED
#include <zookeeper/zookeeper.h>

#define ZKU_MAX 4096

/* Reads a node into a NUL-terminated buffer of ZKU_MAX bytes. */
int zku_read(zhandle_t *zh, const char *path, char *buf);
int zku_write(zhandle_t *zh, const char *path, const char *text);
int zku_write_at(zhandle_t *zh, const char *path, const char *text, int version);
int zku_read_at(zhandle_t *zh, const char *path, char *buf, int *version);

#endif
