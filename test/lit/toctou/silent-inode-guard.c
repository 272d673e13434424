// RUN: %tocsin %s
// The name is removed only while it still is the open file.
#include <sys/stat.h>
#include <unistd.h>

void guarded(int fd, const char *path) {
  struct stat open, named;
  if (fstat(fd, &open) == 0 && lstat(path, &named) == 0 &&
      open.st_dev == named.st_dev && open.st_ino == named.st_ino)
    unlink(path);
}

void guilty(const char *path) {
  struct stat named;
  if (lstat(path, &named) == 0 && named.st_size == 0)
    unlink(path); // EXPECT: file-toctou
}
