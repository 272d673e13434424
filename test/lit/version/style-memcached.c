// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#include <libmemcached/memcached.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* leaderboards in memcached */
static char *lb_get(memcached_st *m, const char *k, size_t *n) {
  uint32_t flags; memcached_return_t rc;
  return memcached_get(m, k, strlen(k), n, &flags, &rc);
}
int lb_add(memcached_st *m, const char *board, int score) {
  char key[80], out[32]; size_t n = 0;
  snprintf(key, sizeof key, "lb/%s", board);
  char *v = lb_get(m, key, &n);
  if (!v) return -1;
  int total = atoi(v) + score;
  free(v);
  int w = snprintf(out, sizeof out, "%d", total);
  memcached_return_t rc = memcached_set(m, key, strlen(key), out, (size_t)w, 0, 0); // EXPECT: unversioned-write
  return rc == MEMCACHED_SUCCESS ? 0 : -1;
}
int lb_append(memcached_st *m, const char *board, const char *who) {
  char key[80];
  snprintf(key, sizeof key, "lb/%s/names", board);
  return memcached_append(m, key, strlen(key), who, strlen(who), 0, 0) == MEMCACHED_SUCCESS ? 0 : -1;
}
int lb_cas(memcached_st *m, const char *board, const char *who) {
  char key[80]; char merged[512];
  snprintf(key, sizeof key, "lb/%s/top", board);
  const char *keys[1] = {key}; size_t lens[1] = {strlen(key)};
  for (int i = 0; i < 8; i++) {
    memcached_return_t rc;
    if (memcached_mget(m, keys, lens, 1) != MEMCACHED_SUCCESS) return -1;
    memcached_result_st *r = memcached_fetch_result(m, NULL, &rc);
    if (!r) return -1;
    int w = snprintf(merged, sizeof merged, "%.*s,%s", (int)memcached_result_length(r), memcached_result_value(r), who);
    uint64_t cas = memcached_result_cas(r);
    memcached_result_free(r);
    rc = memcached_cas(m, key, strlen(key), merged, (size_t)w, 0, 0, cas);
    if (rc == MEMCACHED_SUCCESS) return 0;
    if (rc != MEMCACHED_DATA_EXISTS) return -1;
  }
  return -1;
}
int lb_cas_drop(memcached_st *m, const char *board, const char *who) {
  char key[80]; char merged[512]; memcached_return_t rc;
  snprintf(key, sizeof key, "lb/%s/top", board);
  const char *keys[1] = {key}; size_t lens[1] = {strlen(key)};
  if (memcached_mget(m, keys, lens, 1) != MEMCACHED_SUCCESS) return -1;
  memcached_result_st *r = memcached_fetch_result(m, NULL, &rc);
  if (!r) return -1;
  int w = snprintf(merged, sizeof merged, "%.*s,%s", (int)memcached_result_length(r), memcached_result_value(r), who);
  uint64_t cas = memcached_result_cas(r);
  memcached_result_free(r);
  memcached_cas(m, key, strlen(key), merged, (size_t)w, 0, 0, cas); // EXPECT: ignored-conflict
  return 0;
}
int lb_fallback(memcached_st *m, const char *board, const char *who) {
  char key[80]; char merged[512]; memcached_return_t rc;
  snprintf(key, sizeof key, "lb/%s/top", board);
  const char *keys[1] = {key}; size_t lens[1] = {strlen(key)};
  if (memcached_mget(m, keys, lens, 1) != MEMCACHED_SUCCESS) return -1;
  memcached_result_st *r = memcached_fetch_result(m, NULL, &rc);
  if (!r) return -1;
  int w = snprintf(merged, sizeof merged, "%.*s,%s", (int)memcached_result_length(r), memcached_result_value(r), who);
  uint64_t cas = memcached_result_cas(r);
  memcached_result_free(r);
  rc = memcached_cas(m, key, strlen(key), merged, (size_t)w, 0, 0, cas);
  if (rc == MEMCACHED_DATA_EXISTS)
    rc = memcached_set(m, key, strlen(key), merged, (size_t)w, 0, 0); // EXPECT: unversioned-write
  return rc == MEMCACHED_SUCCESS ? 0 : -1;
}
