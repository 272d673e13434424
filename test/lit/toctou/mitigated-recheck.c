// RUN: %tocsin %s
// The descriptor is asked again, about what the check was about.
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int sameInode(const char *path) {
  struct stat before, after;
  if (lstat(path, &before) != 0 || !S_ISREG(before.st_mode))
    return -1;
  int fd = open(path, O_RDWR);
  if (fd < 0)
    return -1;
  if (fstat(fd, &after) == 0 && before.st_dev == after.st_dev &&
      before.st_ino == after.st_ino)
    return fd;
  close(fd);
  return -1;
}

static bool same(const struct stat *a, const struct stat *b) {
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

int sameInodeInHelper(const char *path) {
  struct stat before, after;
  if (lstat(path, &before) != 0 || !S_ISREG(before.st_mode))
    return -1;
  int fd = open(path, O_RDWR);
  if (fd < 0)
    return -1;
  if (fstat(fd, &after) == 0 && same(&before, &after))
    return fd;
  close(fd);
  return -1;
}

int samePropertyAgain(const char *path) {
  struct stat before, after;
  if (stat(path, &before) != 0 || before.st_uid != 0)
    return -1;
  int fd = open(path, O_RDWR);
  if (fd < 0)
    return -1;
  if (fstat(fd, &after) == 0 && after.st_uid == 0)
    return fd;
  close(fd);
  return -1;
}

long onlySize(const char *path) {
  struct stat before, after;
  if (stat(path, &before) != 0 || before.st_uid != 0)
    return -1;
  int fd = open(path, O_RDWR); // EXPECT: file-toctou
  if (fd < 0)
    return -1;
  long size = fstat(fd, &after) == 0 ? (long)after.st_size : -1;
  close(fd);
  return size;
}

// The answer is shown, and the file is used whatever it is.
int onlyToldTheUser(const char *path) {
  struct stat before, after;
  if (lstat(path, &before) != 0 || !S_ISREG(before.st_mode))
    return -1;
  int fd = open(path, O_RDWR); // EXPECT: file-toctou
  if (fd >= 0 && fstat(fd, &after) == 0 && !same(&before, &after))
    fprintf(stderr, "%s has been exchanged\n", path);
  return fd;
}

int toldAndGivenUp(const char *path) {
  struct stat before, after;
  if (lstat(path, &before) != 0 || !S_ISREG(before.st_mode))
    return -1;
  int fd = open(path, O_RDWR);
  if (fd >= 0 && (fstat(fd, &after) != 0 || !same(&before, &after))) {
    fprintf(stderr, "%s has been exchanged\n", path);
    close(fd);
    fd = -1;
  }
  return fd;
}
