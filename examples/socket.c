#include "notes.h"
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static struct sockaddr_un address(const char *path) {
  struct sockaddr_un addr = {.sun_family = AF_UNIX};
  strncpy(addr.sun_path, path, sizeof addr.sun_path - 1);
  return addr;
}

// Window: from bind to chmod anybody may connect; and chmod goes by name, so
// it changes whatever stands at that name by then.
int listen_at(const char *path) {
  struct sockaddr_un addr = address(path);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd < 0 || bind(fd, (struct sockaddr *)&addr, sizeof addr) != 0)
    return -1;
  if (chmod(addr.sun_path, 0600) != 0 || listen(fd, 16) != 0)
    return -1;
  return fd;
}

// The umask makes the mode right from the first moment; there is no second
// step that could go to another file.
int listen_at_safely(const char *path) {
  struct sockaddr_un addr = address(path);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  mode_t old = umask(0177);
  int bound = bind(fd, (struct sockaddr *)&addr, sizeof addr);
  umask(old);
  return bound == 0 && listen(fd, 16) == 0 ? fd : -1;
}
