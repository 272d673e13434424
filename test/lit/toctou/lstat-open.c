// RUN: %tocsin %s
// "Not a symlink" may be a symlink by the time it is opened.
#include <fcntl.h>
#include <sys/stat.h>

int guilty(const char *path) {
  struct stat st;
  if (lstat(path, &st) != 0 || S_ISLNK(st.st_mode))
    return -1;
  return open(path, O_RDWR); // EXPECT: file-toctou
}

int corrected(const char *path) {
  struct stat st;
  if (lstat(path, &st) != 0 || S_ISLNK(st.st_mode))
    return -1;
  return open(path, O_RDWR | O_NOFOLLOW);
}
