// RUN: %tocsin %s
// REQUIRES: stores
// The state of a node is looked up elsewhere and handed over beside its name;
// the time of another lies beside its key in a list.
#define THREADED
#include <hiredis/hiredis.h>
#include <time.h>
#include <zookeeper/zookeeper.h>

int prune(zhandle_t *z, const char *path, const struct Stat *st, long keep) {
  if (time(NULL) * 1000L - st->ctime < keep)
    return 0;
  return zoo_delete(z, path, -1); // EXPECT: timestamp-cleanup
}

int pruneUnchanged(zhandle_t *z, const char *path, const struct Stat *st,
                   long keep) {
  if (time(NULL) * 1000L - st->ctime < keep)
    return 0;
  return zoo_delete(z, path, st->version);
}

int pruneUnowned(zhandle_t *z, const char *path, const struct Stat *st,
                 long keep) {
  if (st->ephemeralOwner != 0 || time(NULL) * 1000L - st->ctime < keep)
    return 0;
  return zoo_delete(z, path, -1);
}

struct part {
  const char *key;
  time_t created;
  int readers;
};

void sweep(redisContext *c, struct part *all, int n, time_t keep) {
  for (int i = 0; i < n; i++)
    if (time(NULL) - all[i].created > keep)
      freeReplyObject(redisCommand(c, "DEL %s", all[i].key)); // EXPECT: timestamp-cleanup
}

void sweepUnread(redisContext *c, struct part *all, int n, time_t keep) {
  for (int i = 0; i < n; i++)
    if (all[i].readers == 0 && time(NULL) - all[i].created > keep)
      freeReplyObject(redisCommand(c, "DEL %s", all[i].key));
}
