/* the part of the ZooKeeper C client that the scheduler links against */
#ifndef ZK_H
#define ZK_H
#include <stdint.h>

typedef struct _zhandle zhandle_t;
struct Stat {
    int64_t czxid, mzxid, ctime, mtime;
    int32_t version, cversion, aversion;
    int64_t ephemeralOwner;
    int32_t dataLength, numChildren;
    int64_t pzxid;
};
struct String_vector { int32_t count; char **data; };
enum { ZOK = 0, ZNONODE = -101, ZBADVERSION = -103, ZNOTEMPTY = -111 };

int zoo_get_children(zhandle_t *zh, const char *path, int watch, struct String_vector *strings);
int zoo_exists(zhandle_t *zh, const char *path, int watch, struct Stat *stat);
int zoo_get(zhandle_t *zh, const char *path, int watch, char *buf, int *len, struct Stat *stat);
int zoo_set(zhandle_t *zh, const char *path, const char *buf, int len, int version);
int zoo_delete(zhandle_t *zh, const char *path, int version);
int deallocate_String_vector(struct String_vector *v);
const char *zerror(int rc);
#endif
