// RUN: %tocsin %s
// REQUIRES: stores
// Loaded and removed by helpers; each caller answers for itself.
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct claim {
  long made;
  char state[16];
};

static int load(redisContext *c, const char *id, struct claim *out) {
  redisReply *r = redisCommand(c, "HMGET %s made state", id);
  if (!r || r->elements < 2)
    return -1;
  out->made = strtol(r->element[0]->str, NULL, 10);
  snprintf(out->state, sizeof out->state, "%s", r->element[1]->str);
  freeReplyObject(r);
  return 0;
}

static void drop(redisContext *c, const char *id) {
  freeReplyObject(redisCommand(c, "DEL %s", id));
}

void dropOld(redisContext *c, const char *id) {
  struct claim k;
  if (load(c, id, &k) == 0 && time(NULL) - k.made > 900)
    drop(c, id); // EXPECT: timestamp-cleanup
}

void dropOlder(redisContext *c, const char *id) {
  struct claim k;
  if (load(c, id, &k) == 0 && k.made < time(NULL) - 3600)
    drop(c, id); // EXPECT: timestamp-cleanup
}

// Not by age alone; that somebody may come in between is another matter.
void dropSettled(redisContext *c, const char *id) {
  struct claim k;
  if (load(c, id, &k) == 0 && strcmp(k.state, "settled") == 0 &&
      time(NULL) - k.made > 900)
    drop(c, id); // EXPECT-MISS: unversioned-write
}
