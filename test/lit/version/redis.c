// RUN: %tocsin %s
// Commands by text: the key is an operand of the format.
#include "stores.h"
#include <stdlib.h>
#include <string.h>

void guilty(redisContext *c, const char *user, int amount) {
  redisReply *r = redisCommand(c, "GET credit:%s", user);
  int credit = atoi(r->str) - amount;
  freeReplyObject(r);
  r = redisCommand(c, "SET credit:%s %d", user, credit); // EXPECT: unversioned-write
  freeReplyObject(r);
}

void another(redisContext *c, const char *user, int amount) {
  redisReply *r = redisCommand(c, "GET credit:%s", user);
  int credit = atoi(r->str) - amount;
  freeReplyObject(r);
  freeReplyObject(redisCommand(c, "SET last:%s %d", user, credit));
}

void corrected(redisContext *c, const char *user, int amount) {
  freeReplyObject(redisCommand(c, "DECRBY credit:%s %d", user, amount));
}

int watched(redisContext *c, const char *user, int amount) {
  freeReplyObject(redisCommand(c, "WATCH credit:%s", user));
  redisReply *r = redisCommand(c, "GET credit:%s", user);
  int credit = atoi(r->str) - amount;
  freeReplyObject(r);
  freeReplyObject(redisCommand(c, "MULTI"));
  freeReplyObject(redisCommand(c, "SET credit:%s %d", user, credit));
  r = redisCommand(c, "EXEC");
  int done = r->type != 4;
  freeReplyObject(r);
  return done;
}

// Whoever holds the lock now, it is removed.
void release(redisContext *c, const char *name, const char *mine) {
  redisReply *r = redisCommand(c, "GET lock:%s", name);
  if (r->str && strcmp(r->str, mine) == 0)
    freeReplyObject(redisCommand(c, "DEL lock:%s", name)); // EXPECT: unversioned-write
  freeReplyObject(r);
}

void release_by_script(redisContext *c, const char *name, const char *mine) {
  freeReplyObject(redisCommand(
      c, "EVAL %s 1 lock:%s %s",
      "if redis.call('get',KEYS[1])==ARGV[1] then return "
      "redis.call('del',KEYS[1]) else return 0 end",
      name, mine));
}

void hash(redisContext *c, const char *user) {
  redisReply *r = redisCommand(c, "HGET user:%s visits", user);
  int visits = atoi(r->str) + 1;
  freeReplyObject(r);
  freeReplyObject(redisCommand(c, "HSET user:%s visits %d", user, visits)); // EXPECT: unversioned-write
}

void other_field(redisContext *c, const char *user) {
  redisReply *r = redisCommand(c, "HGET user:%s visits", user);
  int visits = atoi(r->str) + 1;
  freeReplyObject(r);
  freeReplyObject(redisCommand(c, "HSET user:%s shown %d", user, visits));
}
