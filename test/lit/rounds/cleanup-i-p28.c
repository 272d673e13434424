// RUN: %tocsin %s
// STD: gnu17
/* lobbyd: matchmaking lobbies live in Redis and are shared by all frontends */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <hiredis/hiredis.h>

static const char DROP_IF_EMPTY[] =
    "if redis.call('HGET',KEYS[1],'players')=='0' and "
    "tonumber(redis.call('HGET',KEYS[1],'heartbeat'))<tonumber(ARGV[1]) "
    "then return redis.call('DEL',KEYS[1]) else return 0 end";

static long long hget_int(redisContext *c, const char *lobby, const char *field, long long dflt)
{
    redisReply *r = redisCommand(c, "HGET lobby:%s %s", lobby, field);
    long long v = dflt;
    if (r && r->type == REDIS_REPLY_STRING)
        v = atoll(r->str);
    if (r)
        freeReplyObject(r);
    return v;
}

static int lobby_join(redisContext *c, const char *lobby, const char *player)
{
    redisReply *r = redisCommand(c, "HINCRBY lobby:%s players 1", lobby);
    int seats = r && r->type == REDIS_REPLY_INTEGER ? (int)r->integer : -1;
    if (r)
        freeReplyObject(r);
    if (seats > 0) {
        r = redisCommand(c, "SADD lobby:%s:members %s", lobby, player);
        if (r)
            freeReplyObject(r);
    }
    return seats;
}

static int lobby_expire(redisContext *c, const char *lobby, long long now)
{
    long long beat = hget_int(c, lobby, "heartbeat", now);
    redisReply *r;
    int gone = 0;

    if (now - beat > 90) {
        r = redisCommand(c, "DEL lobby:%s", lobby); // EXPECT: timestamp-cleanup
        gone = r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;
        if (r)
            freeReplyObject(r);
    }
    return gone;
}

static int lobby_drop_empty(redisContext *c, const char *lobby, long long now)
{
    redisReply *r = redisCommand(c, "EVAL %s 1 lobby:%s %lld", DROP_IF_EMPTY, lobby, now - 300);
    int gone = r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;
    if (r)
        freeReplyObject(r);
    return gone;
}

static int sweep(redisContext *c, int only_empty)
{
    redisReply *all = redisCommand(c, "SMEMBERS lobbies");
    int n = 0;
    if (!all || all->type != REDIS_REPLY_ARRAY)
        return -1;
    for (size_t i = 0; i < all->elements; i++) {
        const char *id = all->element[i]->str;
        n += only_empty ? lobby_drop_empty(c, id, (long long)time(NULL))
                        : lobby_expire(c, id, (long long)time(NULL));
    }
    freeReplyObject(all);
    return n;
}

int main(int argc, char **argv)
{
    redisContext *c = redisConnect("127.0.0.1", 6379);
    if (!c || c->err)
        return 1;
    if (argc > 2)
        printf("%d\n", lobby_join(c, argv[1], argv[2]));
    else
        printf("%d\n", sweep(c, argc > 1));
    redisFree(c);
    return 0;
}
