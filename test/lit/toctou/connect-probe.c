// RUN: %tocsin %s
// Whether somebody answers is asked to remove a socket that was left behind;
// whoever talks over the connection may talk to somebody else.
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static bool answers(const char *path) {
  struct sockaddr_un at = {.sun_family = AF_UNIX};
  strcpy(at.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  bool yes = connect(fd, (struct sockaddr *)&at, sizeof at) == 0;
  close(fd);
  return yes;
}

bool isLeftBehind(const char *path) {
  struct stat st;
  if (lstat(path, &st) != 0 || !S_ISSOCK(st.st_mode) || st.st_uid != getuid())
    return false;
  return !answers(path);
}

int talks(const char *path) {
  struct sockaddr_un at = {.sun_family = AF_UNIX};
  struct stat st;
  if (lstat(path, &st) != 0 || st.st_uid != 0)
    return -1;
  strcpy(at.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (connect(fd, (struct sockaddr *)&at, sizeof at) != 0) { // EXPECT: file-toctou
    close(fd);
    return -1;
  }
  send(fd, "secret", 6, 0);
  return fd;
}
