// RUN: %tocsin %s
// A helper that tests several things, each behind the same outcome.
#include <fcntl.h>
#include <stddef.h>
#include <sys/stat.h>

static const char *allowed(const char *name, struct stat *st) {
  int failed = lstat(name, st);
  if (!failed && S_ISLNK(st->st_mode))
    return NULL;
  if (!failed && !(st->st_mode & S_IROTH))
    return NULL;
  if (failed)
    return NULL;
  return name;
}

int guilty(const char *name) {
  struct stat st;
  const char *good = allowed(name, &st);
  if (good == NULL)
    return -1;
  return open(good, O_RDONLY); // EXPECT: file-toctou
}

int corrected(const char *name) {
  struct stat before, st;
  const char *good = allowed(name, &before);
  if (good == NULL)
    return -1;
  int fd = open(good, O_RDONLY | O_NOFOLLOW);
  if (fd >= 0 && (fstat(fd, &st) != 0 || !(st.st_mode & S_IROTH)))
    return -1;
  return fd;
}
