// RUN: %tocsin %s
// The link that is removed need not be the link that was read.
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void guilty(const char *path, const char *stale) {
  char target[256];
  ssize_t n = readlink(path, target, sizeof target - 1);
  if (n < 0)
    return;
  target[n] = '\0';
  if (strcmp(target, stale) == 0)
    unlink(path); // EXPECT: file-toctou
}

// A new link takes the place of the old one in one step.
void corrected(const char *path, const char *wanted) {
  char fresh[256];
  snprintf(fresh, sizeof fresh, "%s.new", path);
  if (symlink(wanted, fresh) == 0)
    rename(fresh, path);
}
