// RUN: %tocsin %s
// Whoever may write the parent can put a link in the place of the directory.
#include <sys/stat.h>
#include <unistd.h>

int guilty(const char *path, uid_t owner) {
  if (mkdir(path, 0777) != 0)
    return -1;
  return chown(path, owner, (gid_t)-1); // EXPECT: create-then-name
}

// The mode is right from the first moment; no second step is needed.
int corrected(const char *path) { return mkdir(path, 0700); }
