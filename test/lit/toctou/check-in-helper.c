// RUN: %tocsin %s
// The helper looks, the caller decides and acts.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int look(const char *path, struct stat *st) { return lstat(path, st); }

int guilty(const char *path) {
  struct stat st;
  if (look(path, &st) != 0 || st.st_uid != 0)
    return -1;
  return open(path, O_RDWR); // EXPECT: file-toctou
}

static int lookAt(int fd, struct stat *st) { return fstat(fd, st); }

int corrected(const char *path) {
  struct stat st;
  int fd = open(path, O_RDWR);
  if (fd < 0)
    return -1;
  if (lookAt(fd, &st) == 0 && st.st_uid == 0)
    return fd;
  close(fd);
  return -1;
}
