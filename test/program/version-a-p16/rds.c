#include "rds.h"
#include <stdlib.h>
#include <string.h>

char *rds_get(redisContext *c, const char *key)
{
    redisReply *r = redisCommand(c, "GET %s", key);
    char *out = NULL;
    if (r && r->type == REDIS_REPLY_STRING)
        out = strdup(r->str);
    if (r)
        freeReplyObject(r);
    return out;
}

static int status_ok(redisReply *r)
{
    int ok = r && r->type != REDIS_REPLY_ERROR && r->type != REDIS_REPLY_NIL;
    if (r)
        freeReplyObject(r);
    return ok ? 0 : -1;
}

int rds_watch(redisContext *c, const char *key)
{
    return status_ok(redisCommand(c, "WATCH %s", key));
}

void rds_unwatch(redisContext *c)
{
    redisReply *r = redisCommand(c, "UNWATCH");
    if (r)
        freeReplyObject(r);
}

int rds_multi(redisContext *c)
{
    return status_ok(redisCommand(c, "MULTI"));
}

int rds_exec(redisContext *c)
{
    redisReply *r = redisCommand(c, "EXEC");
    if (!r)
        return -1;
    int rc = r->type == REDIS_REPLY_NIL ? 1 : r->type == REDIS_REPLY_ARRAY ? 0 : -1;
    freeReplyObject(r);
    return rc;
}

int rds_put(redisContext *c, const char *key, const char *val, int ttl)
{
    return status_ok(redisCommand(c, "SETEX %s %d %s", key, ttl, val));
}
