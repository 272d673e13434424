// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Records in the coordination service. */
#define THREADED
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zookeeper/zookeeper.h>
static zhandle_t *zh;
static const int any_version = -1;

struct quota { long used, limit; };
struct grow { char path[128]; long by; };

static int load(const char *path, struct quota *q, struct Stat *st) {
  char buf[64];
  int len = sizeof buf - 1, rc = zoo_get(zh, path, 0, buf, &len, st);
  if (rc != ZOK || len < 0) return rc != ZOK ? rc : ZNONODE;
  buf[len] = '\0';
  return sscanf(buf, "%ld/%ld", &q->used, &q->limit) == 2 ? ZOK : ZMARSHALLINGERROR;
}
static int text(char *buf, size_t cap, const struct quota *q) { return snprintf(buf, cap, "%ld/%ld", q->used, q->limit); }

/* literal */
int quota_use(const char *path, long n) {
  char buf[64]; struct quota q; struct Stat st;
  int rc = load(path, &q, &st);
  if (rc != ZOK) return rc;
  q.used += n;
  return zoo_set(zh, path, buf, text(buf, sizeof buf, &q), -1); // EXPECT: unversioned-write
}
int quota_use_at(const char *path, long n) {
  char buf[64]; struct quota q; struct Stat st;
  int rc;
  do {
    if ((rc = load(path, &q, &st)) != ZOK) return rc;
    q.used += n;
    rc = zoo_set(zh, path, buf, text(buf, sizeof buf, &q), st.version);
  } while (rc == ZBADVERSION);
  return rc;
}

/* constant, other field of the stat, other stat */
int quota_limit(const char *path, long more) {
  char buf[64]; struct quota q; struct Stat st;
  if (load(path, &q, &st) != ZOK) return -1;
  q.limit += more;
  return zoo_set(zh, path, buf, text(buf, sizeof buf, &q), any_version); // EXPECT: unversioned-write
}
int quota_cut(const char *path, long less) {
  char buf[64]; struct quota q; struct Stat st;
  if (load(path, &q, &st) != ZOK) return -1;
  q.limit -= less;
  return zoo_set(zh, path, buf, text(buf, sizeof buf, &q), st.cversion); // EXPECT: unversioned-write
}
int quota_double(const char *path) {
  char buf[64]; struct quota q; struct Stat st, now;
  if (load(path, &q, &st) != ZOK || zoo_exists(zh, path, 0, &now) != ZOK) return -1;
  q.limit *= 2;
  return zoo_set(zh, path, buf, text(buf, sizeof buf, &q), now.version); // EXPECT: unversioned-write
}

/* outcome */
void quota_reset(const char *path) {
  char buf[64]; struct quota q; struct Stat st;
  if (load(path, &q, &st) != ZOK) return;
  q.used = q.used > q.limit ? q.limit : 0;
  zoo_set(zh, path, buf, text(buf, sizeof buf, &q), st.version); // EXPECT: ignored-conflict
}
bool quota_reset_try(const char *path) {
  char buf[64]; struct quota q; struct Stat st;
  if (load(path, &q, &st) != ZOK) return false;
  q.used = q.used > q.limit ? q.limit : 0;
  return zoo_set(zh, path, buf, text(buf, sizeof buf, &q), st.version) == ZOK;
}

/* after a conflict */
int quota_return(const char *path, long n) {
  char buf[64]; struct quota q; struct Stat st;
  int len, rc = load(path, &q, &st);
  if (rc != ZOK) goto out;
  q.used -= n;
  len = text(buf, sizeof buf, &q);
  rc = zoo_set(zh, path, buf, len, st.version);
  if (rc == ZBADVERSION) rc = zoo_set(zh, path, buf, len, -1); // EXPECT: unversioned-write
out:
  return rc;
}

/* completion functions */
static void stored(int rc, const struct Stat *st, const void *ctx) {
  if (rc != ZOK) fprintf(stderr, "%s: %s (%d)\n", (const char *)ctx, zerror(rc), st ? st->version : 0);
}
static void got_plain(int rc, const char *v, int len, const struct Stat *st, const void *ctx) {
  const struct grow *g = ctx;
  char buf[32];
  if (rc != ZOK || len <= 0 || !st) return;
  int n = snprintf(buf, sizeof buf, "%ld", strtol(v, NULL, 10) + g->by);
  zoo_aset(zh, g->path, buf, n, -1, stored, g->path); // EXPECT: unversioned-write
}
static void got_stat(int rc, const char *v, int len, const struct Stat *st, const void *ctx) {
  const struct grow *g = ctx;
  char buf[32];
  if (rc != ZOK || len <= 0 || !st) return;
  int n = snprintf(buf, sizeof buf, "%ld", strtol(v, NULL, 10) + g->by);
  if (zoo_aset(zh, g->path, buf, n, st->version, stored, g->path) != ZOK) fputs("aset\n", stderr);
}
int grow(const struct grow *g, bool plain) { return zoo_aget(zh, g->path, 0, plain ? got_plain : got_stat, g); }

/* own mark removed */
int release(const char *path, const char *me) {
  char buf[64];
  int len = sizeof buf;
  struct Stat st;
  if (zoo_get(zh, path, 0, buf, &len, &st) != ZOK || len < 0 || strncmp(buf, me, (size_t)len) != 0) return -1;
  return zoo_delete(zh, path, -1); // EXPECT: unversioned-write
}
int release_at(const char *path, const char *me) {
  char buf[64];
  int len = sizeof buf;
  struct Stat st;
  if (zoo_get(zh, path, 0, buf, &len, &st) != ZOK || len < 0 || strncmp(buf, me, (size_t)len) != 0) return -1;
  return zoo_delete(zh, path, st.version);
}

/* value that does not come from the node */
int beat(const char *path) {
  char buf[32];
  return zoo_set(zh, path, buf, snprintf(buf, sizeof buf, "%ld", (long)time(NULL)), any_version);
}
