// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* lobby.c - matchmaking lobbies kept in redis, one hash per lobby.
 * The game servers read and update lobby:<id> while a match is assembled. */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LOBBY_MAX_AGE 1800

struct lobby_cfg {
    const char *host;
    int         port;
};

static long long field_ll(redisContext *rc, const char *key, const char *field)
{
    redisReply *r = redisCommand(rc, "HGET %s %s", key, field);
    long long v = 0;

    if (r && r->type == REDIS_REPLY_STRING)
        v = strtoll(r->str, NULL, 10);
    if (r)
        freeReplyObject(r);
    return v;
}

static int prune_lobbies(redisContext *rc)
{
    redisReply *keys = redisCommand(rc, "SMEMBERS lobbies");
    long long now = (long long)time(NULL);
    int n = 0;

    if (!keys)
        return -1;
    for (size_t i = 0; i < keys->elements; i++) {
        const char *key = keys->element[i]->str;
        long long created = field_ll(rc, key, "created");

        if (now - created < LOBBY_MAX_AGE)
            continue;
        redisReply *d = redisCommand(rc, "DEL %s", key); // EXPECT: timestamp-cleanup
        if (d) {
            n += (int)d->integer;
            freeReplyObject(d);
        }
    }
    freeReplyObject(keys);
    return n;
}

static int prune_invites(redisContext *rc)
{
    redisReply *keys = redisCommand(rc, "SMEMBERS invites");
    long long now = (long long)time(NULL);
    int n = 0;

    if (!keys)
        return -1;
    for (size_t i = 0; i < keys->elements; i++) {
        const char *key = keys->element[i]->str;
        long long pending = field_ll(rc, key, "pending");
        long long issued = field_ll(rc, key, "issued");

        if (now - issued >= LOBBY_MAX_AGE)
            n += pending > 0;
    }
    printf("overdue invites: %d\n", n);
    freeReplyObject(keys);
    return n;
}

int main(void)
{
    struct lobby_cfg cfg = { "127.0.0.1", 6379 };
    redisContext *rc = redisConnect(cfg.host, cfg.port);

    if (!rc || rc->err) {
        fprintf(stderr, "redis: %s\n", rc ? rc->errstr : "alloc");
        if (rc)
            redisFree(rc);
        return 1;
    }
    int n = prune_lobbies(rc);
    prune_invites(rc);
    redisFree(rc);
    return n < 0;
}
