// RUN: %tocsin %s
// A helper puts the name where it is told, or fails; the caller goes on only if
// it did not fail.
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

struct door {
  int fd;
  struct sockaddr_un at;
};

static int put_name(struct sockaddr_un *to, const char *path) {
  size_t n = strlen(path);
  if (n >= sizeof to->sun_path)
    return -1;
  memset(to, 0, sizeof *to);
  to->sun_family = AF_UNIX;
  memcpy(to->sun_path, path, n + 1);
  return 0;
}

int guilty(struct door *d, const char *path) {
  if (put_name(&d->at, path) < 0)
    return -1;
  if (bind(d->fd, (struct sockaddr *)&d->at, sizeof d->at) != 0)
    return -1;
  return chmod(path, 0660); // EXPECT: create-then-name
}

int corrected(struct door *d, const char *path) {
  if (put_name(&d->at, path) < 0)
    return -1;
  mode_t old = umask(0117);
  int failed = bind(d->fd, (struct sockaddr *)&d->at, sizeof d->at);
  umask(old);
  return failed;
}

int another(struct door *d, const char *path, const char *other) {
  if (put_name(&d->at, other) < 0)
    return -1;
  if (bind(d->fd, (struct sockaddr *)&d->at, sizeof d->at) != 0)
    return -1;
  return chmod(path, 0660);
}
