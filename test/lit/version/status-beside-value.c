// RUN: %tocsin %s
// REQUIRES: stores
// What a read says of its success is not what the record holds.
#include <libmemcached/memcached.h>
#include <stdlib.h>
#include <string.h>

char *paint(const char *Name);

char *picture(memcached_st *M, const char *Name) {
  size_t N;
  uint32_t Flags;
  memcached_return_t Rc;
  char *Old = memcached_get(M, Name, strlen(Name), &N, &Flags, &Rc);
  if (Rc == MEMCACHED_SUCCESS)
    return Old;
  char *New = paint(Name);
  if (New)
    memcached_set(M, Name, strlen(Name), New, strlen(New), 60, 0);
  return New;
}

int claim(memcached_st *M, const char *Easel, const char *Painter) {
  size_t N;
  uint32_t Flags;
  memcached_return_t Rc;
  char *Now = memcached_get(M, Easel, strlen(Easel), &N, &Flags, &Rc);
  if (Rc != MEMCACHED_SUCCESS || strcmp(Now, "free") != 0)
    return -1;
  free(Now);
  memcached_set(M, Easel, strlen(Easel), Painter, strlen(Painter), 0, 0); // EXPECT: unversioned-write
  return 0;
}
