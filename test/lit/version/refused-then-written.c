// RUN: %tocsin %s
// REQUIRES: stores
// Refused because others wrote, and written over them.
#include <libmemcached/memcached.h>

struct item {
  const char *key;
  size_t length;
  const char *value;
  size_t size;
};

int guilty(memcached_st *mc, const struct item *i, uint64_t cas) {
  memcached_return_t rc = memcached_cas(mc, i->key, i->length, i->value, i->size, 0, 0, cas);
  if (rc == MEMCACHED_DATA_EXISTS)
    rc = memcached_set(mc, i->key, i->length, i->value, i->size, 0, 0); // EXPECT: unversioned-write
  return rc;
}

// Thrown out meanwhile: nobody's change is lost.
int gone(memcached_st *mc, const struct item *i, uint64_t cas) {
  memcached_return_t rc = memcached_cas(mc, i->key, i->length, i->value, i->size, 0, 0, cas);
  if (rc == MEMCACHED_NOTFOUND)
    rc = memcached_add(mc, i->key, i->length, i->value, i->size, 0, 0);
  return rc;
}

int told(memcached_st *mc, const struct item *i, uint64_t cas) {
  memcached_return_t rc = memcached_cas(mc, i->key, i->length, i->value, i->size, 0, 0, cas);
  return rc == MEMCACHED_DATA_EXISTS ? 1 : rc == MEMCACHED_SUCCESS ? 0 : -1;
}
