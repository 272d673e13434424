// RUN: %tocsin %s
// A list in one item: fetched, extended, stored.
#include "stores.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void guilty(memcached_st *mc, const char *key, const char *name) {
  size_t len;
  uint32_t flags;
  memcached_return_t rc;
  char *old = memcached_get(mc, key, strlen(key), &len, &flags, &rc);
  if (!old)
    return;
  char text[512];
  snprintf(text, sizeof text, "%s,%s", old, name);
  memcached_set(mc, key, strlen(key), text, strlen(text), 0, 0); // EXPECT: unversioned-write
  free(old);
}

int corrected(memcached_st *mc, const char *key, const char *name) {
  memcached_return_t rc;
  do {
    size_t len = strlen(key);
    memcached_mget(mc, &key, &len, 1);
    memcached_result_st *r = memcached_fetch_result(mc, NULL, &rc);
    if (!r)
      return -1;
    char text[512];
    snprintf(text, sizeof text, "%s,%s", memcached_result_value(r), name);
    rc = memcached_cas(mc, key, strlen(key), text, strlen(text), 0, 0,
                       memcached_result_cas(r));
  } while (rc == MEMCACHED_DATA_EXISTS);
  return rc;
}

// Filling a cache: what is stored comes from elsewhere.
char *fill(memcached_st *mc, const char *key, char *(*load)(const char *)) {
  size_t len;
  uint32_t flags;
  memcached_return_t rc;
  char *hit = memcached_get(mc, key, strlen(key), &len, &flags, &rc);
  if (hit)
    return hit;
  char *fresh = load(key);
  memcached_set(mc, key, strlen(key), fresh, strlen(fresh), 60, 0);
  return fresh;
}

// The lock is known in this process only, the store is not.
static pthread_mutex_t lock;
void locked(memcached_st *mc, const char *key) {
  size_t len;
  uint32_t flags;
  memcached_return_t rc;
  char text[32];
  pthread_mutex_lock(&lock);
  char *old = memcached_get(mc, key, strlen(key), &len, &flags, &rc);
  snprintf(text, sizeof text, "%d", old ? atoi(old) + 1 : 1);
  memcached_set(mc, key, strlen(key), text, strlen(text), 0, 0); // EXPECT: unversioned-write
  pthread_mutex_unlock(&lock);
  free(old);
}

void atomically(memcached_st *mc, const char *key) {
  uint64_t now;
  memcached_increment(mc, key, strlen(key), 1, &now);
}
