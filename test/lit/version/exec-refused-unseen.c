// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
// EXEC is refused by an answer without a value, which is no error. Who asks
// only for errors does not see it. And the copy that is read may be behind.
#include <hiredis/hiredis.h>
#include <stdlib.h>

struct shop {
  redisContext *primary;
  redisContext *replica;
};

static int failed(redisReply *r) {
  int bad = !r || r->type == REDIS_REPLY_ERROR;
  freeReplyObject(r);
  return bad;
}

static int refused(redisReply *r) {
  int bad = !r || r->type != REDIS_REPLY_ARRAY;
  freeReplyObject(r);
  return bad;
}

static long number(redisContext *c, const char *key) {
  redisReply *r = redisCommand(c, "GET %s", key);
  long n = r && r->type == REDIS_REPLY_STRING ? atol(r->str) : 0;
  freeReplyObject(r);
  return n;
}

int take(redisContext *c, const char *key, long n) {
  if (failed(redisCommand(c, "WATCH %s", key)))
    return -1;
  long have = number(c, key);
  if (failed(redisCommand(c, "MULTI")) ||
      failed(redisCommand(c, "SET %s %ld", key, have - n)))
    return -1;
  return failed(redisCommand(c, "EXEC")); // EXPECT: ignored-conflict
}

int take_or_tell(redisContext *c, const char *key, long n) {
  if (failed(redisCommand(c, "WATCH %s", key)))
    return -1;
  long have = number(c, key);
  if (failed(redisCommand(c, "MULTI")) ||
      failed(redisCommand(c, "SET %s %ld", key, have - n)))
    return -1;
  return refused(redisCommand(c, "EXEC"));
}

int restock(struct shop *s, const char *key, long n) {
  long have = number(s->replica, key);
  return failed(redisCommand(s->primary, "SET %s %ld", key, have + n)); // EXPECT: unversioned-write
}

int restock_at_once(struct shop *s, const char *key, long n) {
  return failed(redisCommand(s->primary, "INCRBY %s %ld", key, n));
}
