// RUN: %tocsin %s
// The times of a directory give nobody anything; its mode does.
#include <errno.h>
#include <stddef.h>
#include <sys/stat.h>
#include <utime.h>

static int prepare(const char *spool) {
  return mkdir(spool, 0700) != 0 && errno != EEXIST;
}

int guilty(const char *spool) {
  if (prepare(spool))
    return -1;
  return chmod(spool, 0770); // EXPECT: create-then-name
}

int silent(const char *spool) {
  if (prepare(spool))
    return -1;
  return utime(spool, NULL);
}
