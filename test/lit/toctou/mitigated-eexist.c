// RUN: %tocsin %s
// The outcome of the use is handled, so the check's verdict is not needed.
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void checkedBefore(const char *path) {
  if (access(path, F_OK) != 0)
    if (mkdir(path, 0755) != 0 && errno != EEXIST)
      abort();
}

void checkedAfter(const char *path) {
  struct stat st;
  if (mkdir(path, 0755) == 0)
    return;
  if (errno == EEXIST && stat(path, &st) == 0 && S_ISDIR(st.st_mode))
    return;
  abort();
}

void removed(const char *path) {
  if (access(path, F_OK) == 0)
    if (unlink(path) != 0 && errno != ENOENT)
      abort();
}

void without(const char *path) {
  if (access(path, F_OK) != 0)
    if (mkdir(path, 0755) != 0) // EXPECT: file-toctou
      abort();
}
