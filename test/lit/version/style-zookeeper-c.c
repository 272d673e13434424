// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#define THREADED
#include <zookeeper/zookeeper.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct op { zhandle_t *zh; char path[128]; int by; };
static void on_set(int rc, const struct Stat *st, const void *data) { (void)rc; (void)st; free((void *)data); }
static void on_get(int rc, const char *value, int len, const struct Stat *stat, const void *data) {
  const struct op *o = data;
  char next[32];
  if (rc != ZOK) return;
  int n = snprintf(next, sizeof next, "%d", atoi(value) + o->by);
  zoo_aset(o->zh, o->path, next, n, -1, on_set, o); // EXPECT: unversioned-write
}
static void on_get_ok(int rc, const char *value, int len, const struct Stat *stat, const void *data) {
  const struct op *o = data;
  char next[32];
  if (rc != ZOK) return;
  int n = snprintf(next, sizeof next, "%d", atoi(value) + o->by);
  if (zoo_aset(o->zh, o->path, next, n, stat->version, on_set, o) != ZOK) free((void *)o);
}
int bump(struct op *o) { return zoo_aget(o->zh, o->path, 0, on_get, o); }
int bump_ok(struct op *o) { return zoo_aget(o->zh, o->path, 0, on_get_ok, o); }
int set_flag(zhandle_t *zh, const char *path, const char *flag) {
  char buf[512], out[600]; int len = sizeof buf - 1, v = -1; struct Stat st;
  int rc = zoo_get(zh, path, 0, buf, &len, &st);
  if (rc == ZOK) { buf[len] = 0; v = st.version; snprintf(out, sizeof out, "%s,%s", buf, flag); }
  else { snprintf(out, sizeof out, "%s", flag); buf[0] = 0; }
  return zoo_set(zh, path, out, (int)strlen(out), v); // EXPECT: unversioned-write
}
int overwrite(zhandle_t *zh, const char *path, const char *flag) {
  char buf[512], out[600]; int len = sizeof buf - 1; struct Stat st;
  int rc = zoo_get(zh, path, 0, buf, &len, &st);
  if (rc != ZOK) return rc;
  buf[len] = 0;
  snprintf(out, sizeof out, "%s,%s", buf, flag);
  rc = zoo_set(zh, path, out, (int)strlen(out), st.version);
  if (rc == ZBADVERSION)
    rc = zoo_set(zh, path, out, (int)strlen(out), -1); // EXPECT: unversioned-write
  return rc;
}
int retry_stale(zhandle_t *zh, const char *path, const char *flag) {
  char buf[512], out[600]; int len = sizeof buf - 1; struct Stat st;
  int rc = zoo_get(zh, path, 0, buf, &len, &st);
  if (rc != ZOK) return rc;
  buf[len] = 0;
  snprintf(out, sizeof out, "%s,%s", buf, flag);
  while ((rc = zoo_set(zh, path, out, (int)strlen(out), st.version)) == ZBADVERSION) { // EXPECT: unversioned-write
    if (zoo_exists(zh, path, 0, &st) != ZOK) return -1;
  }
  return rc;
}
int multi(zhandle_t *zh, const char *a, const char *b, const char *v, int ver) {
  zoo_op_t ops[2]; zoo_op_result_t res[2];
  zoo_set_op_init(&ops[0], a, v, (int)strlen(v), ver, NULL);
  zoo_set_op_init(&ops[1], b, v, (int)strlen(v), -1, NULL);
  zoo_multi(zh, 2, ops, res); // EXPECT: ignored-conflict
  return 0;
}
int multi_ok(zhandle_t *zh, const char *a, const char *b, const char *v, int ver) {
  zoo_op_t ops[2]; zoo_op_result_t res[2];
  zoo_set_op_init(&ops[0], a, v, (int)strlen(v), ver, NULL);
  zoo_set_op_init(&ops[1], b, v, (int)strlen(v), -1, NULL);
  return zoo_multi(zh, 2, ops, res);
}
