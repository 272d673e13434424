// RUN: %tocsin %s
// REQUIRES: stores
// V24: what was asked for is done by a function of the caller, and then marked
// as done; a record in a state that nothing comes back from may be removed.
#include <hiredis/hiredis.h>
#include <string.h>

static int has(redisContext *c, const char *id, char *out) {
  redisReply *r = redisCommand(c, "GET order:%s", id);
  int found = r && r->type == REDIS_REPLY_STRING;
  if (found)
    strncpy(out, r->str, 15);
  freeReplyObject(r);
  return found;
}

void guilty(redisContext *c, const char *id, int (*ship)(const char *)) {
  char was[16] = "";
  if (has(c, id, was))
    return;
  if (ship(id) == 0)
    freeReplyObject(redisCommand(c, "SET order:%s done", id)); // EXPECT: unversioned-write
}

void corrected(redisContext *c, const char *id, int (*ship)(const char *)) {
  redisReply *r = redisCommand(c, "SET order:%s started NX", id);
  if (r && r->type == REDIS_REPLY_STATUS)
    ship(id);
  freeReplyObject(r);
}

void sweep(redisContext *c, const char *id) {
  char was[16] = "";
  if (has(c, id, was) && strcmp(was, "closed") == 0)
    freeReplyObject(redisCommand(c, "DEL order:%s", id));
}
