// RUN: %tocsin %s
// A resolved name can lead elsewhere by the time it is opened.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int guilty(const char *path) {
  char real[PATH_MAX];
  if (!realpath(path, real) || strncmp(real, "/srv/data/", 10) != 0)
    return -1;
  return open(real, O_RDONLY); // EXPECT: file-toctou
}

int guiltyOriginal(const char *path) {
  char real[PATH_MAX];
  if (!realpath(path, real) || strncmp(real, "/srv/data/", 10) != 0)
    return -1;
  return open(path, O_RDONLY); // EXPECT: file-toctou
}

static int resolve(const char *root, const char *rel, char out[PATH_MAX]) {
  char joined[PATH_MAX];
  if (snprintf(joined, sizeof joined, "%s/%s", root, rel) >= PATH_MAX)
    return -ENAMETOOLONG;
  if (!realpath(joined, out))
    return -errno;
  return strncmp(out, root, strlen(root)) == 0 ? 0 : -EXDEV;
}

int guiltyByHelper(const char *root, const char *rel) {
  char target[PATH_MAX];
  int error = resolve(root, rel, target);
  return error < 0 ? error : open(target, O_RDONLY); // EXPECT: file-toctou
}

// Opens first, then asks where the descriptor leads.
int corrected(const char *path) {
  char link[64], real[PATH_MAX];
  int fd = open(path, O_RDONLY);
  if (fd < 0)
    return -1;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  if (realpath(link, real) && strncmp(real, "/srv/data/", 10) == 0)
    return fd;
  close(fd);
  return -1;
}
