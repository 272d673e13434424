// RUN: %tocsin %s
// STD: gnu17
// A log that was rotated is opened anew where its name leads to another file
// than the one that is held; only if it is the same is trust put in the look.
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

static bool same(const struct stat *a, const struct stat *b) {
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

int follow(const char *log, int fd) {
  struct stat named, held;
  if (stat(log, &named) != 0 || fstat(fd, &held) != 0)
    return fd;
  if (same(&named, &held))
    return fd;
  int next = open(log, O_RDONLY | O_CLOEXEC);
  if (next < 0)
    return fd;
  close(fd);
  return next;
}

int follow_inline(const char *log, int fd) {
  struct stat named, held;
  if (stat(log, &named) == 0 && fstat(fd, &held) == 0 && named.st_ino != held.st_ino) {
    close(fd);
    return open(log, O_RDONLY | O_CLOEXEC);
  }
  return fd;
}

int again_if_same(const char *log, int fd) {
  struct stat named, held;
  if (stat(log, &named) != 0 || fstat(fd, &held) != 0)
    return -1;
  if (!same(&named, &held))
    return -1;
  return open(log, O_RDONLY | O_CLOEXEC); // EXPECT: file-toctou
}
