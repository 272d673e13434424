// RUN: %tocsin %s
// REQUIRES: stores
// A helper that reads, computes and writes with the version tells how it went.
// Who does not listen has lost nothing of others' work, nor a value of his own;
// who has computed the value himself has.
#include <stdio.h>
#define THREADED
#include <zookeeper/zookeeper.h>

static int addOne(zhandle_t *zh, const char *path) {
  char text[32];
  int length = sizeof text;
  long n = 0;
  struct Stat seen;
  if (zoo_get(zh, path, 0, text, &length, &seen) != ZOK)
    return -1;
  sscanf(text, "%ld", &n);
  length = snprintf(text, sizeof text, "%ld", n + 1);
  return zoo_set(zh, path, text, length, seen.version);
}

static int put(zhandle_t *zh, const char *path, const char *text, int length, int version) {
  return zoo_set(zh, path, text, length, version);
}

void wholeStep(zhandle_t *zh) { addOne(zh, "/hits"); }

void ownValue(zhandle_t *zh, const char *path) {
  char text[32];
  int length = sizeof text;
  long n = 0;
  struct Stat seen;
  if (zoo_get(zh, path, 0, text, &length, &seen) != ZOK)
    return;
  sscanf(text, "%ld", &n);
  length = snprintf(text, sizeof text, "%ld", n + 1);
  put(zh, path, text, length, seen.version); // EXPECT: ignored-conflict
}
