// RUN: %tocsin %s
// Check and use of one name in one function that have nothing to do with each
// other: another branch decides, or another file is meant.
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

int otherBranch(const char *path, int fresh) {
  struct stat st;
  if (!fresh)
    return stat(path, &st) == 0 && st.st_uid == 0;
  return creat(path, 0600);
}

int cleanUpAfterBind(int fd, const char *path, const struct sockaddr *addr,
                     socklen_t len) {
  struct stat st;
  if (stat(path, &st) == 0)
    fprintf(stderr, "%s is there\n", path);
  if (bind(fd, addr, len) != 0)
    return -1;
  if (listen(fd, 5) != 0)
    unlink(path);
  return 0;
}

int otherFile(const char *path, const char *copy) {
  struct stat st;
  if (stat(path, &st) != 0 || st.st_uid != 0)
    return -1;
  return creat(copy, 0600);
}

int single(const char *path) { return creat(path, 0600); }
