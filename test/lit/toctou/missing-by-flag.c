// RUN: %tocsin %s
// That nothing was there is kept in a variable; other failures were sent away.
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

int guilty(const char *name) {
  struct stat st;
  int make = 0;
  if (lstat(name, &st) < 0) {
    if (errno != ENOENT)
      return -1;
    make = 1;
  }
  if (make)
    return open(name, O_WRONLY | O_CREAT, 0600); // EXPECT: file-toctou
  return open(name, O_WRONLY | O_NOFOLLOW);
}

int inTime(const char *name) {
  struct stat st;
  int make = 0;
  if (lstat(name, &st) < 0) {
    if (errno != ENOENT)
      return -1;
    make = 1;
  }
  if (make)
    return open(name, O_WRONLY | O_CREAT | O_EXCL, 0600);
  return open(name, O_WRONLY | O_NOFOLLOW);
}
