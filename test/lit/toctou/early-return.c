// RUN: %tocsin %s
// The check stands in a condition that leaves; the use follows it.
#include <fcntl.h>
#include <unistd.h>

int guiltyReturn(const char *path) {
  if (!(access(path, W_OK) == 0))
    return -1;
  return open(path, O_WRONLY); // EXPECT: file-toctou
}

int guiltyGoto(const char *path) {
  int fd = -1;
  if (access(path, W_OK) < 0)
    goto out;
  fd = open(path, O_WRONLY); // EXPECT: file-toctou
out:
  return fd;
}

void guiltyContinue(char *const paths[]) {
  for (int i = 0; paths[i]; i++) {
    if (access(paths[i], W_OK))
      continue;
    truncate(paths[i], 0); // EXPECT: file-toctou
  }
}

int corrected(const char *path) { return open(path, O_WRONLY); }
