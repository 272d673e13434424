// RUN: %tocsin %s
// The working directory is not a directory that is held open.
#include <fcntl.h>
#include <sys/stat.h>

int guilty(const char *path) {
  int fd = open(path, O_CREAT | O_WRONLY, 0600);
  if (fd < 0 || fchmodat(AT_FDCWD, path, 0644, 0) < 0) // EXPECT: create-then-name
    return -1;
  return fd;
}

int corrected(int dir, const char *name) {
  int fd = openat(dir, name, O_CREAT | O_WRONLY, 0600);
  if (fd < 0 || fchmodat(dir, name, 0644, 0) < 0)
    return -1;
  return fd;
}
