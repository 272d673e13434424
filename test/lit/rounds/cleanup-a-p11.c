// RUN: %tocsin %s
// STD: gnu17
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SCAN_BATCH "200"
#define MULTIPART_MAX_SECS (3 * 3600)

/* Gateways keep "mp:<id>" hashes with fields owner, started and parts while a
 * multipart upload is being received. */

static long long hash_int(redisContext *rc, const char *key, const char *field)
{
    redisReply *r = redisCommand(rc, "HGET %s %s", key, field);
    long long v = -1;

    if (r && r->type == REDIS_REPLY_STRING)
        v = strtoll(r->str, NULL, 10);
    if (r)
        freeReplyObject(r);
    return v;
}

static int drop_upload(redisContext *rc, const char *key)
{
    redisReply *r = redisCommand(rc, "DEL %s", key);
    int ok = r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;

    if (r)
        freeReplyObject(r);
    return ok;
}

static int visit(redisContext *rc, const char *key, time_t now)
{
    long long started = hash_int(rc, key, "started");
    long long parts = hash_int(rc, key, "parts");

    if (started < 0)
        return 0;
    if ((long long)now - started < MULTIPART_MAX_SECS)
        return 0;
    printf("%s: %lld parts, started %lld\n", key, parts, started);
    return drop_upload(rc, key); // EXPECT: timestamp-cleanup
}

static int sweep(redisContext *rc)
{
    char cursor[32] = "0";
    int dropped = 0;

    do {
        redisReply *r = redisCommand(rc, "SCAN %s MATCH mp:* COUNT " SCAN_BATCH, cursor);
        if (!r || r->type != REDIS_REPLY_ARRAY || r->elements != 2) {
            if (r)
                freeReplyObject(r);
            return -1;
        }
        snprintf(cursor, sizeof cursor, "%s", r->element[0]->str);
        for (size_t i = 0; i < r->element[1]->elements; i++)
            dropped += visit(rc, r->element[1]->element[i]->str, time(NULL));
        freeReplyObject(r);
    } while (strcmp(cursor, "0") != 0);
    return dropped;
}

int main(int argc, char **argv)
{
    struct timeval tv = {2, 0};
    redisContext *rc = redisConnectWithTimeout(argc > 1 ? argv[1] : "127.0.0.1", 6379, tv);
    int n;

    if (!rc || rc->err) {
        fprintf(stderr, "redis: %s\n", rc ? rc->errstr : "out of memory");
        if (rc)
            redisFree(rc);
        return 1;
    }
    n = sweep(rc);
    printf("dropped %d\n", n);
    redisFree(rc);
    return n < 0;
}
