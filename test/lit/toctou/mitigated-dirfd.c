// RUN: %tocsin %s
// Check and use go through one held directory, by a name without a slash.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int held(const char *dir) {
  struct stat st;
  int result = -1, d = open(dir, O_DIRECTORY | O_NOFOLLOW);
  if (d < 0)
    return -1;
  if (fstatat(d, "state", &st, AT_SYMLINK_NOFOLLOW) == 0 &&
      S_ISREG(st.st_mode))
    result = openat(d, "state", O_RDWR | O_NOFOLLOW);
  close(d);
  return result;
}

int without(const char *path) {
  struct stat st;
  int result = -1;
  if (lstat(path, &st) == 0 && S_ISREG(st.st_mode))
    result = open(path, O_RDWR); // EXPECT: file-toctou
  return result;
}
