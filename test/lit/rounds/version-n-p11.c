// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* voted - poll counters and voter sessions behind a web front end, state in Redis. */
#include <errno.h>
#include <hiredis/hiredis.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    redisContext *main;
    redisContext *replica;
    char self[40];
} voted_t;

static long long ask_int(redisContext *c, const char *fmt, ...)
{
    va_list ap;
    redisReply *r;
    long long v;

    va_start(ap, fmt);
    r = redisvCommand(c, fmt, ap);
    va_end(ap);
    v = r && r->type == REDIS_REPLY_INTEGER ? r->integer : -1;
    if (r)
        freeReplyObject(r);
    return v;
}

static char *ask_str(redisContext *c, const char *key)
{
    redisReply *r = redisCommand(c, "GET %s", key);
    char *s = r && r->type == REDIS_REPLY_STRING ? strndup(r->str, r->len) : NULL;

    if (r)
        freeReplyObject(r);
    return s;
}

static int cast_vote(voted_t *v, const char *poll, const char *voter, int choice)
{
    if (ask_int(v->main, "SETNX vote:%s:%s %d", poll, voter, choice) != 1)
        return -EEXIST;
    return ask_int(v->main, "HINCRBY poll:%s choice%d 1", poll, choice) > 0 ? 0 : -EIO;
}

/* The front page tolerates a stale number; the rendered page lives for a minute. */
static char *front_page(voted_t *v, const char *poll)
{
    char key[96], *page = NULL;
    redisReply *r;
    long long n;

    snprintf(key, sizeof key, "page:%s", poll);
    page = ask_str(v->main, key);
    if (page)
        return page;
    n = ask_int(v->replica, "HLEN poll:%s", poll);
    if (asprintf(&page, "<p>%s: %lld choices</p>", poll, n) < 0)
        return NULL;
    r = redisCommand(v->main, "SET %s %s EX 60", key, page);
    if (r)
        freeReplyObject(r);
    return page;
}

/* Yesterday's headline is copied to its dated name. */
static int archive_headline(voted_t *v, const char *date)
{
    char *head = ask_str(v->main, "headline");
    redisReply *r;
    int rc;

    if (!head)
        return -ENOENT;
    r = redisCommand(v->main, "SET headline:%s %s", date, head);
    rc = r && r->type == REDIS_REPLY_STATUS ? 0 : -EIO;
    if (r)
        freeReplyObject(r);
    free(head);
    return rc;
}

static bool plain(redisContext *c, const char *cmd)
{
    redisReply *r = redisCommand(c, cmd);
    bool ok = r && r->type != REDIS_REPLY_ERROR;

    if (r)
        freeReplyObject(r);
    return ok;
}

static int weight_scale(voted_t *v, double factor)
{
    for (int tries = 0; tries < 16; tries++) {
        char *cur;
        double w;
        redisReply *r;
        bool applied;

        if (!plain(v->main, "WATCH weight"))
            return -EIO;
        cur = ask_str(v->main, "weight");
        w = cur ? strtod(cur, NULL) : 1.0;
        free(cur);
        if (!plain(v->main, "MULTI"))
            return -EIO;
        r = redisCommand(v->main, "SET weight %f", w * factor);
        if (!r)
            return -EIO;
        freeReplyObject(r);
        r = redisCommand(v->main, "EXEC");
        if (!r)
            return -EIO;
        applied = r->type == REDIS_REPLY_ARRAY;
        freeReplyObject(r);
        if (applied)
            return 0;
    }
    return -EAGAIN;
}

static int close_poll(voted_t *v, const char *poll)
{
    static const char drop_mine[] =
        "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";
    redisReply *r = redisCommand(v->main, "SET closing:%s %s NX PX 5000", poll, v->self);
    bool got = r && r->type == REDIS_REPLY_STATUS;

    if (r)
        freeReplyObject(r);
    if (!got)
        return -EBUSY;
    ask_int(v->main, "SADD closed %s", poll);
    if (ask_int(v->main, "EVAL %s 1 closing:%s %s", drop_mine, poll, v->self) != 1)
        fprintf(stderr, "voted: closing %s took too long\n", poll);
    return 0;
}

/* Every front end owns the key that carries its name. */
static int heartbeat(voted_t *v)
{
    char key[64], *last;
    redisReply *r;

    snprintf(key, sizeof key, "frontend:%s", v->self);
    last = ask_str(v->main, key);
    fprintf(stderr, "voted: last heartbeat %s\n", last ? last : "never");
    free(last);
    r = redisCommand(v->main, "SET %s %ld EX 30", key, (long)time(NULL));
    if (!r)
        return -EIO;
    freeReplyObject(r);
    return 0;
}

int main(int argc, char **argv)
{
    voted_t v = { redisConnect("redis-a", 6379), redisConnect("redis-b", 6379), "" };
    char *page;

    if (argc < 4 || !v.main || v.main->err || !v.replica || v.replica->err)
        return EXIT_FAILURE;
    snprintf(v.self, sizeof v.self, "%ld.%ld", gethostid(), (long)getpid());
    if (heartbeat(&v) || cast_vote(&v, argv[1], argv[2], atoi(argv[3])) == -EIO)
        return EXIT_FAILURE;
    if ((page = front_page(&v, argv[1])) != NULL)
        puts(page);
    free(page);
    if (argc > 4)
        return archive_headline(&v, argv[4]) || weight_scale(&v, 0.5) || close_poll(&v, argv[1]);
    return EXIT_SUCCESS;
}
