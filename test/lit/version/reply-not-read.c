// RUN: %tocsin %s
// REQUIRES: stores
// That there is a reply says only that the connection holds; what it says of
// the transaction stands in it.
#include <hiredis/hiredis.h>
#include <stdlib.h>

static int sent(redisContext *c, const char *text) {
  redisReply *r = redisCommand(c, text);
  int ok = r && r->type != REDIS_REPLY_ERROR;
  if (r)
    freeReplyObject(r);
  return ok;
}

int takeSeat(redisContext *c, long *left) {
  if (!sent(c, "WATCH seats"))
    return -1;
  redisReply *r = redisCommand(c, "GET seats");
  if (r == NULL || r->type != REDIS_REPLY_STRING) {
    if (r)
      freeReplyObject(r);
    return -1;
  }
  long seats = atol(r->str) - 1;
  freeReplyObject(r);
  sent(c, "MULTI");
  freeReplyObject(redisCommand(c, "SET seats %ld", seats));
  r = redisCommand(c, "EXEC"); // EXPECT: ignored-conflict
  if (r == NULL)
    return -1;
  freeReplyObject(r);
  *left = seats;
  return 0;
}

int takeSeatOrFail(redisContext *c, long *left) {
  if (!sent(c, "WATCH seats"))
    return -1;
  redisReply *r = redisCommand(c, "GET seats");
  if (r == NULL || r->type != REDIS_REPLY_STRING) {
    if (r)
      freeReplyObject(r);
    return -1;
  }
  long seats = atol(r->str) - 1;
  freeReplyObject(r);
  sent(c, "MULTI");
  freeReplyObject(redisCommand(c, "SET seats %ld", seats));
  r = redisCommand(c, "EXEC");
  if (r == NULL)
    return -1;
  int done = r->type == REDIS_REPLY_ARRAY;
  freeReplyObject(r);
  *left = seats;
  return done ? 0 : 1;
}
