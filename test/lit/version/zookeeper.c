// RUN: %tocsin %s
// The counter of a node: read, add one, write back.
#include "zookeeper.h"
#include <stdio.h>
#include <stdlib.h>

int blind(zhandle_t *zh, const char *path) {
  char buf[64];
  int len = sizeof buf;
  struct Stat stat;
  if (zoo_get(zh, path, 0, buf, &len, &stat) != ZOK)
    return -1;
  int n = atoi(buf) + 1;
  snprintf(buf, sizeof buf, "%d", n);
  return zoo_set(zh, path, buf, sizeof buf, -1); // EXPECT: unversioned-write
}

int checked(zhandle_t *zh, const char *path) {
  char buf[64];
  int len, rc;
  struct Stat stat;
  do {
    len = sizeof buf;
    if (zoo_get(zh, path, 0, buf, &len, &stat) != ZOK)
      return -1;
    snprintf(buf, sizeof buf, "%d", atoi(buf) + 1);
    rc = zoo_set(zh, path, buf, sizeof buf, stat.version);
  } while (rc == ZBADVERSION);
  return rc;
}

int ignored(zhandle_t *zh, const char *path) {
  char buf[64];
  int len = sizeof buf;
  struct Stat stat;
  zoo_get(zh, path, 0, buf, &len, &stat);
  snprintf(buf, sizeof buf, "%d", atoi(buf) + 1);
  zoo_set(zh, path, buf, sizeof buf, stat.version); // EXPECT: ignored-conflict
  return 0;
}

// The new value owes nothing to the old one.
int setter(zhandle_t *zh, const char *path, const char *value, int size) {
  char old[64];
  int len = sizeof old;
  struct Stat stat;
  if (zoo_get(zh, path, 0, old, &len, &stat) == ZOK)
    printf("was %s\n", old);
  return zoo_set(zh, path, value, size, -1);
}

int another(zhandle_t *zh, const char *from, const char *to) {
  char buf[64];
  int len = sizeof buf;
  struct Stat stat;
  if (zoo_get(zh, from, 0, buf, &len, &stat) != ZOK)
    return -1;
  snprintf(buf, sizeof buf, "%d", atoi(buf) + 1);
  return zoo_set(zh, to, buf, sizeof buf, -1);
}

int wrong_field(zhandle_t *zh, const char *path) {
  char buf[64];
  int len = sizeof buf;
  struct Stat stat;
  if (zoo_get(zh, path, 0, buf, &len, &stat) != ZOK)
    return -1;
  snprintf(buf, sizeof buf, "%d", atoi(buf) + 1);
  return zoo_set(zh, path, buf, sizeof buf, stat.cversion); // EXPECT: unversioned-write
}

int some_way(zhandle_t *zh, const char *path) {
  char buf[64] = "0";
  int len = sizeof buf, version = -1;
  struct Stat stat;
  if (zoo_get(zh, path, 0, buf, &len, &stat) == ZOK && len > 0)
    version = stat.version;
  snprintf(buf, sizeof buf, "%d", atoi(buf) + 1);
  return zoo_set(zh, path, buf, sizeof buf, version); // EXPECT: unversioned-write
}

int every_way(zhandle_t *zh, const char *path) {
  char buf[64] = "0";
  int len = sizeof buf, version = -1;
  struct Stat stat;
  int rc = zoo_get(zh, path, 0, buf, &len, &stat);
  if (rc == ZOK)
    version = stat.version;
  if (rc != ZOK)
    return rc;
  snprintf(buf, sizeof buf, "%d", atoi(buf) + 1);
  return zoo_set(zh, path, buf, sizeof buf, version);
}

int refreshed(zhandle_t *zh, const char *path) {
  char buf[64];
  int len = sizeof buf;
  struct Stat stat;
  if (zoo_get(zh, path, 0, buf, &len, NULL) != ZOK)
    return -1;
  snprintf(buf, sizeof buf, "%d", atoi(buf) + 1);
  if (zoo_exists(zh, path, 0, &stat) != ZOK)
    return -1;
  return zoo_set(zh, path, buf, sizeof buf, stat.version); // EXPECT: unversioned-write
}

int overwritten(zhandle_t *zh, const char *path) {
  char buf[64];
  int len = sizeof buf;
  struct Stat stat;
  if (zoo_get(zh, path, 0, buf, &len, &stat) != ZOK)
    return -1;
  snprintf(buf, sizeof buf, "%d", atoi(buf) + 1);
  int rc = zoo_set(zh, path, buf, sizeof buf, stat.version);
  if (rc == ZBADVERSION)
    rc = zoo_set(zh, path, buf, sizeof buf, -1); // EXPECT: unversioned-write
  return rc;
}
