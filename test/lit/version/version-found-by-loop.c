// RUN: %tocsin %s
// A loop sets the version or leaves it at the value that checks nothing.
#include "stores.h"
#include <string.h>

int corrected(memcached_st *mc, const char *key, unsigned bit) {
  for (int turn = 0; turn < 5; turn++) {
    unsigned marks = 0;
    uint64_t cas = 0;
    size_t len = strlen(key);
    memcached_return_t rc;
    memcached_result_st *r;
    memcached_mget(mc, &key, &len, 1);
    while ((r = memcached_fetch_result(mc, NULL, &rc)) != NULL) {
      memcpy(&marks, memcached_result_value(r), sizeof marks);
      cas = memcached_result_cas(r);
    }
    if (cas == 0)
      return -1;
    marks |= bit;
    rc = memcached_cas(mc, key, len, (const char *)&marks, sizeof marks, 0, 0,
                       cas);
    if (rc == MEMCACHED_SUCCESS)
      return 0;
  }
  return -1;
}

int guilty(memcached_st *mc, const char *key, unsigned bit) {
  unsigned marks = 0;
  uint64_t cas = 0;
  size_t len = strlen(key);
  memcached_return_t rc;
  memcached_result_st *r;
  memcached_mget(mc, &key, &len, 1);
  while ((r = memcached_fetch_result(mc, NULL, &rc)) != NULL) {
    memcpy(&marks, memcached_result_value(r), sizeof marks);
    cas = memcached_result_cas(r);
  }
  marks |= bit;
  rc = memcached_cas(mc, key, len, (const char *)&marks, // EXPECT: unversioned-write
                     sizeof marks, 0, 0, cas);
  return rc == MEMCACHED_SUCCESS ? 0 : -1;
}
