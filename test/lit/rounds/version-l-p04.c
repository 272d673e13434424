// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Render farm: job ownership and frame book-keeping in Redis. */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct farm {
    redisContext *rc;
    char self[40];          /* host:pid:random, unique per worker process */
};

static int reply_ok(redisReply *r)
{
    int ok = r != NULL && r->type != REDIS_REPLY_ERROR;
    if (r)
        freeReplyObject(r);
    return ok;
}

int job_claim(struct farm *f, const char *job, int ttl)
{
    redisReply *r = redisCommand(f->rc, "SET job:%s:owner %s NX EX %d", job, f->self, ttl);
    int got = r && r->type == REDIS_REPLY_STATUS;
    if (r)
        freeReplyObject(r);
    return got;
}

static int job_is_mine(struct farm *f, const char *job)
{
    redisReply *r = redisCommand(f->rc, "GET job:%s:owner", job);
    int mine = r && r->type == REDIS_REPLY_STRING && strcmp(r->str, f->self) == 0;
    if (r)
        freeReplyObject(r);
    return mine;
}

int job_release(struct farm *f, const char *job)
{
    redisReply *r = redisCommand(f->rc, "GET job:%s:owner", job);
    int mine;

    if (r == NULL)
        return -1;
    mine = r->type == REDIS_REPLY_STRING && strcmp(r->str, f->self) == 0;
    freeReplyObject(r);
    if (!mine)
        return 0;
    r = redisCommand(f->rc, "DEL job:%s:owner", job); // EXPECT: unversioned-write
    return reply_ok(r) ? 1 : -1;
}

int job_renew(struct farm *f, const char *job, int ttl)
{
    static const char script[] =
        "if redis.call('get', KEYS[1]) == ARGV[1] then "
        "  return redis.call('expire', KEYS[1], ARGV[2]) "
        "else return 0 end";
    redisReply *r;
    int renewed;

    if (!job_is_mine(f, job))
        fprintf(stderr, "job %s changed hands\n", job);
    r = redisCommand(f->rc, "EVAL %s 1 job:%s:owner %s %d", script, job, f->self, ttl);
    renewed = r && r->type == REDIS_REPLY_INTEGER && r->integer == 1;
    if (r)
        freeReplyObject(r);
    return renewed;
}

/* Move `n` frames from the pool of unassigned frames of a job to this worker. */
int frames_take(struct farm *f, const char *job, long n, long *taken)
{
    redisReply *r;
    long left;

    if (!reply_ok(redisCommand(f->rc, "WATCH job:%s:left", job)))
        return -1;
    r = redisCommand(f->rc, "GET job:%s:left", job);
    if (r == NULL || r->type != REDIS_REPLY_STRING) {
        if (r)
            freeReplyObject(r);
        reply_ok(redisCommand(f->rc, "UNWATCH"));
        return -1;
    }
    left = strtol(r->str, NULL, 10);
    freeReplyObject(r);
    if (n > left)
        n = left;

    reply_ok(redisCommand(f->rc, "MULTI"));
    reply_ok(redisCommand(f->rc, "SET job:%s:left %ld", job, left - n));
    reply_ok(redisCommand(f->rc, "HSET job:%s:taken %s %ld", job, f->self, n));
    r = redisCommand(f->rc, "EXEC"); // EXPECT: ignored-conflict
    if (r == NULL) {
        fprintf(stderr, "redis: %s\n", f->rc->errstr);
        return -1;
    }
    freeReplyObject(r);
    *taken = n;
    return 0;
}

int frames_return(struct farm *f, const char *job, long n)
{
    return reply_ok(redisCommand(f->rc, "INCRBY job:%s:left %ld", job, n)) ? 0 : -1;
}

int job_add_note(struct farm *f, const char *job, const char *text)
{
    char *notes;
    size_t cap;
    int rv;
    redisReply *r = redisCommand(f->rc, "HGET job:%s notes", job);

    if (r == NULL)
        return -1;
    cap = (r->type == REDIS_REPLY_STRING ? r->len : 0) + strlen(text) + 2;
    notes = malloc(cap);
    if (notes == NULL) {
        freeReplyObject(r);
        return -1;
    }
    snprintf(notes, cap, "%s%s\n", r->type == REDIS_REPLY_STRING ? r->str : "", text);
    freeReplyObject(r);
    r = redisCommand(f->rc, "HSET job:%s notes %s", job, notes); // EXPECT: unversioned-write
    free(notes);
    rv = reply_ok(r) ? 0 : -1;
    return rv;
}
