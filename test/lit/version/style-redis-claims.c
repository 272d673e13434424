// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#include <hiredis/hiredis.h>
#include <string.h>
#include <stdlib.h>
#include <stdio.h>
struct sess { redisContext *c; char id[32]; };
static redisReply *cmd(struct sess *s, const char *verb, const char *key) { return redisCommand(s->c, "%s %s", verb, key); }
static int get_int(struct sess *s, const char *key, int *out) {
  redisReply *r = cmd(s, "GET", key);
  if (!r) return -1;
  int rc = r->type == REDIS_REPLY_STRING ? 0 : 1;
  if (rc == 0) *out = atoi(r->str);
  freeReplyObject(r);
  return rc;
}
static int put_int(struct sess *s, const char *key, int v) {
  redisReply *r = redisCommand(s->c, "SET %s %d", key, v);
  int rc = r && r->type != REDIS_REPLY_ERROR ? 0 : -1;
  if (r) freeReplyObject(r);
  return rc;
}
int lives_lose(struct sess *s) {
  char key[64]; int n;
  snprintf(key, sizeof key, "lives:%s", s->id);
  if (get_int(s, key, &n) != 0 || n == 0) return -1;
  return put_int(s, key, n - 1); // EXPECT: unversioned-write
}
int lives_reset(struct sess *s) {
  char key[64];
  snprintf(key, sizeof key, "lives:%s", s->id);
  return put_int(s, key, 3);
}
int best_update(struct sess *s, int score) {
  char key[64]; int best = 0;
  snprintf(key, sizeof key, "best:%s", s->id);
  get_int(s, key, &best);
  if (score <= best) return 0;
  return put_int(s, key, score); // EXPECT: unversioned-write
}
int unlock(struct sess *s, const char *name, const char *token) {
  char key[64]; int rc = -1;
  snprintf(key, sizeof key, "lock:%s", name);
  redisReply *r = redisCommand(s->c, "GET %s", key);
  if (r && r->type == REDIS_REPLY_STRING && !strcmp(r->str, token)) {
    redisReply *d = redisCommand(s->c, "DEL %s", key); // EXPECT: unversioned-write
    rc = d && d->integer == 1 ? 0 : -1;
    if (d) freeReplyObject(d);
  }
  if (r) freeReplyObject(r);
  return rc;
}
int lock(struct sess *s, const char *name, const char *token) {
  redisReply *r = redisCommand(s->c, "SET lock:%s %s NX PX 30000", name, token);
  int got = r && r->type == REDIS_REPLY_STATUS;
  if (r) freeReplyObject(r);
  return got;
}
int lock_bad(struct sess *s, const char *name, const char *token) {
  redisReply *r = redisCommand(s->c, "EXISTS lock:%s", name);
  int taken = r && r->integer;
  if (r) freeReplyObject(r);
  if (taken) return 0;
  r = redisCommand(s->c, "SET lock:%s %s", name, token); // EXPECT: unversioned-write
  int ok = r && r->type == REDIS_REPLY_STATUS;
  if (r) freeReplyObject(r);
  return ok;
}
