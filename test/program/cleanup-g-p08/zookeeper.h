/* subset of the ZooKeeper C client */
#ifndef ZOOKEEPER_SUBSET_H
#define ZOOKEEPER_SUBSET_H
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
#define ZOK 0
#define ZNONODE (-101)
#define ZBADVERSION (-103)
#define ZNOTEMPTY (-111)
int zoo_exists(zhandle_t *zh, const char *path, int watch, struct Stat *stat);
int zoo_get_children(zhandle_t *zh, const char *path, int watch, struct String_vector *strings);
int zoo_delete(zhandle_t *zh, const char *path, int version);
int deallocate_String_vector(struct String_vector *v);
const char *zerror(int c);
#endif
