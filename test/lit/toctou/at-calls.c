// RUN: %tocsin %s
// A directory descriptor pins the directory, not what has a slash after it.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int guiltyCwd(const char *path) {
  struct stat st;
  if (fstatat(AT_FDCWD, path, &st, 0) != 0 || st.st_uid != 0)
    return -1;
  return openat(AT_FDCWD, path, O_RDWR); // EXPECT: file-toctou
}

int guiltySlash(const char *dir) {
  struct stat st;
  int result = -1, d = open(dir, O_DIRECTORY | O_NOFOLLOW);
  if (d < 0)
    return -1;
  if (fstatat(d, "sub/state", &st, 0) == 0 && st.st_uid == 0)
    result = openat(d, "sub/state", O_RDWR); // EXPECT: file-toctou
  close(d);
  return result;
}

// The same name under two directories is two names.
int otherDirectory(int a, int b) {
  struct stat st;
  if (fstatat(a, "state", &st, 0) != 0 || st.st_uid != 0)
    return -1;
  return openat(b, "state", O_RDWR);
}

int corrected(const char *path) {
  struct stat st;
  int fd = openat(AT_FDCWD, path, O_RDWR);
  if (fd < 0)
    return -1;
  if (fstatat(fd, "", &st, AT_EMPTY_PATH) == 0 && st.st_uid == 0)
    return fd;
  close(fd);
  return -1;
}
