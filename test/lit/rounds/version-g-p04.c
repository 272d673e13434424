// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* distributed job lock on Redis for the report scheduler */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#define LOCK_TTL_MS 30000

typedef struct job_lock {
    redisContext *rc;
    char name[64];
    char owner[48];
    int held;
} job_lock;

static const char RENEW_LUA[] =
    "if redis.call('get', KEYS[1]) == ARGV[1] then "
    "  return redis.call('pexpire', KEYS[1], ARGV[2]) "
    "else return 0 end";

void job_lock_init(job_lock *l, redisContext *rc, const char *name)
{
    char host[32] = "";

    memset(l, 0, sizeof(*l));
    l->rc = rc;
    snprintf(l->name, sizeof(l->name), "joblock:%s", name);
    gethostname(host, sizeof(host) - 1);
    snprintf(l->owner, sizeof(l->owner), "%.24s:%ld", host, (long)getpid());
}

int job_lock_try(job_lock *l)
{
    redisReply *r = redisCommand(l->rc, "SET %s %s NX PX %d", l->name, l->owner, LOCK_TTL_MS);
    int got;

    if (r == NULL)
        return -1;
    got = r->type == REDIS_REPLY_STATUS && strcasecmp(r->str, "OK") == 0;
    freeReplyObject(r);
    l->held = got;
    return got ? 0 : 1;
}

int job_lock_renew(job_lock *l)
{
    redisReply *r = redisCommand(l->rc, "EVAL %s 1 %s %s %d", RENEW_LUA, l->name, l->owner, LOCK_TTL_MS);
    int still;

    if (r == NULL)
        return -1;
    still = r->type == REDIS_REPLY_INTEGER && r->integer == 1;
    freeReplyObject(r);
    if (!still)
        l->held = 0;
    return still ? 0 : 1;
}

static int owned_by_me(job_lock *l)
{
    redisReply *r = redisCommand(l->rc, "GET %s", l->name);
    int mine = 0;

    if (r && r->type == REDIS_REPLY_STRING)
        mine = strcmp(r->str, l->owner) == 0;
    if (r)
        freeReplyObject(r);
    return mine;
}

int job_lock_release(job_lock *l)
{
    redisReply *r;

    if (!l->held)
        return 0;
    l->held = 0;
    if (!owned_by_me(l))
        return 1;
    r = redisCommand(l->rc, "DEL %s", l->name); // EXPECT: unversioned-write
    if (r == NULL)
        return -1;
    freeReplyObject(r);
    return 0;
}

/* append a line to the run history; position is decided by the server */
int job_log(job_lock *l, const char *line)
{
    redisReply *r = redisCommand(l->rc, "RPUSH %s:history %s", l->name, line);

    if (r == NULL)
        return -1;
    freeReplyObject(r);
    return 0;
}

int job_fail_streak(redisContext *rc, const char *job, int failed)
{
    long streak = 0;
    redisReply *r = redisCommand(rc, "HGET jobstat:%s streak", job);

    if (r == NULL)
        return -1;
    if (r->type == REDIS_REPLY_STRING)
        sscanf(r->str, "%ld", &streak);
    freeReplyObject(r);
    streak = failed ? streak + 1 : streak / 2;
    r = redisCommand(rc, "HSET jobstat:%s streak %ld", job, streak); // EXPECT: unversioned-write
    if (r == NULL)
        return -1;
    freeReplyObject(r);
    return (int)streak;
}
