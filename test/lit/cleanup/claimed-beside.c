// RUN: %tocsin %s
// REQUIRES: stores
// Whoever works on a draft holds its claim; the cleaner takes it first.
#include <hiredis/hiredis.h>
#include <stdlib.h>

static long begunAt(redisContext *c, const char *id) {
  redisReply *r = redisCommand(c, "HGET draft:%s begun", id);
  long t = r && r->type == REDIS_REPLY_STRING ? atol(r->str) : -1;
  freeReplyObject(r);
  return t;
}

void sweep(redisContext *c, const char *id, long now) {
  long begun = begunAt(c, id);
  if (begun > 0 && now - begun > 900)
    freeReplyObject(redisCommand(c, "DEL draft:%s", id)); // EXPECT: timestamp-cleanup
}

void sweepClaimed(redisContext *c, const char *id, long now) {
  long begun = begunAt(c, id);
  if (begun <= 0 || now - begun <= 900)
    return;
  redisReply *got = redisCommand(c, "SET claim:%s sweeper NX EX 60", id);
  if (!got || got->type != REDIS_REPLY_STATUS)
    return;
  freeReplyObject(redisCommand(c, "DEL draft:%s", id));
}

// That the store answered does not mean that the claim was free.
void sweepAnswered(redisContext *c, const char *id, long now) {
  long begun = begunAt(c, id);
  if (begun <= 0 || now - begun <= 900)
    return;
  redisReply *got = redisCommand(c, "SET claim:%s sweeper NX EX 60", id);
  if (!got)
    return;
  freeReplyObject(redisCommand(c, "DEL draft:%s", id)); // EXPECT: timestamp-cleanup
}

// The claim of something else.
void sweepOther(redisContext *c, const char *id, const char *other, long now) {
  long begun = begunAt(c, id);
  if (begun <= 0 || now - begun <= 900)
    return;
  redisReply *got = redisCommand(c, "SET claim:%s sweeper NX EX 60", other);
  if (!got || got->type != REDIS_REPLY_STATUS)
    return;
  freeReplyObject(redisCommand(c, "DEL draft:%s", id)); // EXPECT: timestamp-cleanup
}
