// RUN: %tocsin %s
// A socket is open to all until chmod, and chmod may hit another file.
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

int guilty(int fd, const char *path) {
  struct sockaddr_un addr = {.sun_family = AF_UNIX};
  strncpy(addr.sun_path, path, sizeof addr.sun_path - 1);
  unlink(path);
  if (bind(fd, (struct sockaddr *)&addr, sizeof addr) != 0)
    return -1;
  return chmod(addr.sun_path, 0660); // EXPECT: create-then-name
}

// The mode is right from the first moment.
int corrected(int fd, const char *path) {
  struct sockaddr_un addr = {.sun_family = AF_UNIX};
  strncpy(addr.sun_path, path, sizeof addr.sun_path - 1);
  unlink(path);
  mode_t old = umask(0117);
  int result = bind(fd, (struct sockaddr *)&addr, sizeof addr);
  umask(old);
  return result;
}
