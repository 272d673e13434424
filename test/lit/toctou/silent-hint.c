// RUN: %tocsin %s
// A size that is only told to the kernel, or to the user.
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int hint(const char *name) {
  struct stat st;
  if (stat(name, &st) != 0)
    return -1;
  int fd = open(name, O_RDONLY);
  posix_fadvise(fd, 0, st.st_size, POSIX_FADV_SEQUENTIAL);
  return fd;
}

int shown(const char *name) {
  struct stat st;
  if (stat(name, &st) != 0)
    return -1;
  int fd = open(name, O_RDONLY);
  printf("%d: %ld bytes\n", fd, (long)st.st_size);
  return fd;
}

int counts(const char *name, char *into) {
  struct stat st;
  if (stat(name, &st) != 0)
    return -1;
  int fd = open(name, O_RDONLY); // EXPECT: file-toctou
  return read(fd, into, st.st_size);
}
