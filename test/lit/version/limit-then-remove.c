// RUN: %tocsin %s
// A record goes when what it holds is below a limit.
#include "zookeeper.h"
#include <stdlib.h>

int guilty(zhandle_t *zh, const char *path) {
  char data[32];
  int len = sizeof data - 1;
  struct Stat stat;
  if (zoo_get(zh, path, 0, data, &len, &stat) != ZOK)
    return -1;
  if (strtol(data, NULL, 10) > 0)
    return 0; // still in use
  return zoo_delete(zh, path, -1); // EXPECT: unversioned-write
}

int corrected(zhandle_t *zh, const char *path) {
  char data[32];
  int len = sizeof data - 1;
  struct Stat stat;
  if (zoo_get(zh, path, 0, data, &len, &stat) != ZOK)
    return -1;
  if (strtol(data, NULL, 10) > 0)
    return 0;
  return zoo_delete(zh, path, stat.version);
}
