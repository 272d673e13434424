#ifndef KV_H
#define KV_H
#include <hiredis/hiredis.h>

char *kv_get(redisContext *rc, const char *key);
int kv_put(redisContext *rc, const char *key, const char *value);
int kv_put_new(redisContext *rc, const char *key, const char *value, int ttl_s);
int kv_drop(redisContext *rc, const char *key);
long long kv_incr(redisContext *rc, const char *key);

#endif
