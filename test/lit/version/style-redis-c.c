// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct cart { char user[40]; int items; long total; };
static int cart_load(redisContext *c, const char *user, struct cart *out) {
  redisReply *r = redisCommand(c, "GET cart:%s", user);
  if (!r) return -1;
  int rc = -1;
  if (r->type == REDIS_REPLY_STRING && sscanf(r->str, "%d %ld", &out->items, &out->total) == 2) rc = 0;
  snprintf(out->user, sizeof out->user, "%s", user);
  freeReplyObject(r);
  return rc;
}
static int cart_save(redisContext *c, const struct cart *k) {
  redisReply *r = redisCommand(c, "SET cart:%s %d:%ld", k->user, k->items, k->total); // (leaf)
  int ok = r && r->type == REDIS_REPLY_STATUS;
  freeReplyObject(r);
  return ok ? 0 : -1;
}
int cart_add(redisContext *c, const char *user, long price) {
  struct cart k;
  if (cart_load(c, user, &k) != 0) return -1;
  k.items++;
  k.total += price;
  return cart_save(c, &k); // EXPECT: unversioned-write
}
int cart_reset(redisContext *c, const char *user) {
  struct cart k = {0};
  snprintf(k.user, sizeof k.user, "%s", user);
  return cart_save(c, &k);
}
int visits(redisContext *c, const char *page) {
  redisReply *r = redisCommand(c, "HGET visits %s", page);
  long n = r && r->str ? atol(r->str) : 0;
  if (r) freeReplyObject(r);
  r = redisCommand(c, "HSET visits %s %ld", page, n + 1); // EXPECT: unversioned-write
  if (!r) return -1;
  freeReplyObject(r);
  return 0;
}
int visits_ok(redisContext *c, const char *page) {
  redisReply *r = redisCommand(c, "HINCRBY visits %s 1", page);
  if (!r) return -1;
  freeReplyObject(r);
  return 0;
}
int rename_user(redisContext *c, const char *id, const char *suffix) {
  const char *argv[3]; size_t len[3];
  char key[64], val[256];
  snprintf(key, sizeof key, "user:%s", id);
  redisReply *r = redisCommand(c, "GET %s", key);
  if (!r || r->type != REDIS_REPLY_STRING) { if (r) freeReplyObject(r); return -1; }
  snprintf(val, sizeof val, "%s%s", r->str, suffix);
  freeReplyObject(r);
  argv[0] = "SET"; len[0] = 3; argv[1] = key; len[1] = strlen(key); argv[2] = val; len[2] = strlen(val);
  r = redisCommandArgv(c, 3, argv, len); // EXPECT: unversioned-write
  if (!r) return -1;
  freeReplyObject(r);
  return 0;
}
int cached_title(redisContext *c, const char *id, char *out, size_t n, int (*fetch)(const char *, char *, size_t)) {
  redisReply *r = redisCommand(c, "GET title:%s", id);
  if (r && r->type == REDIS_REPLY_STRING) { snprintf(out, n, "%s", r->str); freeReplyObject(r); return 0; }
  if (r) freeReplyObject(r);
  if (fetch(id, out, n) != 0) return -1;
  r = redisCommand(c, "SET title:%s %s", id, out);
  if (r) freeReplyObject(r);
  return 0;
}
