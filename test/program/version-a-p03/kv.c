#include "kv.h"
#include <stdlib.h>

int kv_get_long(redisContext *c, const char *key, long *out)
{
    redisReply *r = redisCommand(c, "GET %s", key);
    if (!r)
        return -1;
    int rc = -1;
    if (r->type == REDIS_REPLY_STRING) {
        *out = strtol(r->str, NULL, 10);
        rc = 0;
    } else if (r->type == REDIS_REPLY_NIL) {
        rc = 1;
    }
    freeReplyObject(r);
    return rc;
}

int kv_set_long(redisContext *c, const char *key, long v)
{
    redisReply *r = redisCommand(c, "SET %s %ld", key, v);
    if (!r)
        return -1;
    int rc = r->type == REDIS_REPLY_ERROR ? -1 : 0;
    freeReplyObject(r);
    return rc;
}

int kv_add_long(redisContext *c, const char *key, long delta, long *after)
{
    redisReply *r = redisCommand(c, "INCRBY %s %ld", key, delta);
    if (!r)
        return -1;
    int rc = -1;
    if (r->type == REDIS_REPLY_INTEGER) {
        *after = (long)r->integer;
        rc = 0;
    }
    freeReplyObject(r);
    return rc;
}

int kv_simple(redisContext *c, const char *cmd)
{
    redisReply *r = redisCommand(c, cmd);
    if (!r)
        return -1;
    int rc = r->type == REDIS_REPLY_ERROR ? -1 : 0;
    freeReplyObject(r);
    return rc;
}
