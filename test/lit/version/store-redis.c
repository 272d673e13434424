// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
// One counter in Redis, raised by several writers. test/dynamic runs them.
#include <hiredis/hiredis.h>
#include <stdlib.h>

static long number(redisContext *C, const char *Key) {
  redisReply *R = redisCommand(C, "GET %s", Key);
  long N = R && R->str ? atol(R->str) : 0;
  if (R)
    freeReplyObject(R);
  return N;
}

static int fine(redisReply *R, int Type) {
  int Fine = R && R->type == Type;
  if (R)
    freeReplyObject(R);
  return Fine ? 0 : -1;
}

int guilty(redisContext *C) {
  long N = number(C, "counter");
  return fine(redisCommand(C, "SET %s %ld", "counter", N + 1), // EXPECT: unversioned-write
              REDIS_REPLY_STATUS);
}

int inOneStep(redisContext *C) {
  return fine(redisCommand(C, "INCR %s", "counter"), REDIS_REPLY_INTEGER);
}

int watched(redisContext *C) {
  if (fine(redisCommand(C, "WATCH %s", "counter"), REDIS_REPLY_STATUS))
    return -1;
  long N = number(C, "counter");
  if (fine(redisCommand(C, "MULTI"), REDIS_REPLY_STATUS) ||
      fine(redisCommand(C, "SET %s %ld", "counter", N + 1), REDIS_REPLY_STATUS))
    return -1;
  return fine(redisCommand(C, "EXEC"), REDIS_REPLY_ARRAY);
}

int unasked(redisContext *C) {
  if (fine(redisCommand(C, "WATCH %s", "counter"), REDIS_REPLY_STATUS))
    return -1;
  long N = number(C, "counter");
  if (fine(redisCommand(C, "MULTI"), REDIS_REPLY_STATUS) ||
      fine(redisCommand(C, "SET %s %ld", "counter", N + 1), REDIS_REPLY_STATUS))
    return -1;
  redisReply *R = redisCommand(C, "EXEC"); // EXPECT: ignored-conflict
  if (R)
    freeReplyObject(R);
  return 0;
}
