// RUN: %tocsin %s
// The caller checks, the helper acts; the helper alone is innocent.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int empty(const char *path) { return truncate(path, 0); }

int guilty(const char *path) {
  struct stat st;
  if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode))
    return -1;
  return empty(path); // EXPECT: file-toctou
}

int innocent(const char *path) { return empty(path); }
