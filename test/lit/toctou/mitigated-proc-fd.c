// RUN: %tocsin %s
// A name under /proc/self/fd is a descriptor in disguise.
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int reopened(const char *path) {
  struct stat st;
  char name[64];
  int result = -1, fd = open(path, O_PATH | O_NOFOLLOW);
  if (fd < 0)
    return -1;
  snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
  if (stat(name, &st) == 0 && st.st_uid == 0)
    result = open(name, O_RDWR);
  close(fd);
  return result;
}

int emptyPath(const char *path, uid_t owner) {
  struct stat st;
  int result = -1, fd = open(path, O_PATH | O_NOFOLLOW);
  if (fd < 0)
    return -1;
  if (fstatat(fd, "", &st, AT_EMPTY_PATH) == 0 && S_ISREG(st.st_mode))
    result = fchownat(fd, "", owner, (gid_t)-1, AT_EMPTY_PATH);
  close(fd);
  return result;
}

int without(const char *path, uid_t owner) {
  struct stat st;
  if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
    return chown(path, owner, (gid_t)-1); // EXPECT: file-toctou
  return -1;
}
