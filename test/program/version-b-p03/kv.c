// STD: gnu17
#include "kv.h"
#include <string.h>

char *kv_get(redisContext *rc, const char *key)
{
    redisReply *r = redisCommand(rc, "GET %s", key);
    char *out = NULL;
    if (r && r->type == REDIS_REPLY_STRING)
        out = strdup(r->str);
    if (r)
        freeReplyObject(r);
    return out;
}

static int status_ok(redisReply *r)
{
    int ok = r && r->type == REDIS_REPLY_STATUS && strcmp(r->str, "OK") == 0;
    if (r)
        freeReplyObject(r);
    return ok ? 0 : -1;
}

int kv_put(redisContext *rc, const char *key, const char *value)
{
    return status_ok(redisCommand(rc, "SET %s %s", key, value));
}

int kv_put_new(redisContext *rc, const char *key, const char *value, int ttl_s)
{
    return status_ok(redisCommand(rc, "SET %s %s NX EX %d", key, value, ttl_s));
}

int kv_drop(redisContext *rc, const char *key)
{
    redisReply *r = redisCommand(rc, "DEL %s", key);
    int ok = r && r->type == REDIS_REPLY_INTEGER;
    if (r)
        freeReplyObject(r);
    return ok ? 0 : -1;
}

long long kv_incr(redisContext *rc, const char *key)
{
    redisReply *r = redisCommand(rc, "INCR %s", key);
    long long n = r && r->type == REDIS_REPLY_INTEGER ? r->integer : -1;
    if (r)
        freeReplyObject(r);
    return n;
}
