#ifndef KV_H
#define KV_H
#include <hiredis/hiredis.h>

int kv_get_long(redisContext *c, const char *key, long *out);
int kv_set_long(redisContext *c, const char *key, long v);
int kv_add_long(redisContext *c, const char *key, long delta, long *after);
int kv_simple(redisContext *c, const char *cmd);

#endif
