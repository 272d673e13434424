#ifndef RDS_H
#define RDS_H
#include <hiredis/hiredis.h>

char *rds_get(redisContext *c, const char *key);
int rds_watch(redisContext *c, const char *key);
void rds_unwatch(redisContext *c);
int rds_multi(redisContext *c);
int rds_exec(redisContext *c);
int rds_put(redisContext *c, const char *key, const char *val, int ttl);

#endif
