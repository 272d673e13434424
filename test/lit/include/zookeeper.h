// The calls of ZooKeeper's C client that tests use.
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef struct _zhandle zhandle_t;
struct Stat {
  int64_t czxid, mzxid, ctime, mtime;
  int32_t version, cversion, aversion;
};
struct ACL_vector;
typedef void (*data_completion_t)(int rc, const char *value, int value_len,
                                  const struct Stat *stat, const void *data);
typedef void (*stat_completion_t)(int rc, const struct Stat *stat,
                                  const void *data);
enum { ZOK = 0, ZNONODE = -101, ZBADVERSION = -103, ZNODEEXISTS = -110 };
int zoo_get(zhandle_t *zh, const char *path, int watch, char *buffer,
            int *buffer_len, struct Stat *stat);
int zoo_exists(zhandle_t *zh, const char *path, int watch, struct Stat *stat);
int zoo_set(zhandle_t *zh, const char *path, const char *buffer, int buflen,
            int version);
int zoo_delete(zhandle_t *zh, const char *path, int version);
int zoo_create(zhandle_t *zh, const char *path, const char *value, int valuelen,
               const struct ACL_vector *acl, int flags, char *path_buffer,
               int path_buffer_len);
int zoo_aget(zhandle_t *zh, const char *path, int watch,
             data_completion_t completion, const void *data);
int zoo_aset(zhandle_t *zh, const char *path, const char *buffer, int buflen,
             int version, stat_completion_t completion, const void *data);
#ifdef __cplusplus
}
#endif
