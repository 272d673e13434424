// RUN: %tocsin %s
// Opening as the user makes the kernel check what access() only guessed.
#include <fcntl.h>
#include <unistd.h>

int asUser(const char *path) {
  uid_t privileged = geteuid();
  if (access(path, W_OK) != 0)
    return -1;
  if (seteuid(getuid()) != 0)
    return -1;
  int fd = open(path, O_WRONLY);
  if (seteuid(privileged) != 0)
    _exit(1);
  return fd;
}

// The switch is over before the use.
int onlyTheCheck(const char *path) {
  uid_t privileged = geteuid();
  if (seteuid(getuid()) != 0)
    return -1;
  int allowed = access(path, W_OK) == 0;
  if (seteuid(privileged) != 0)
    _exit(1);
  return allowed ? open(path, O_WRONLY) : -1; // EXPECT: file-toctou
}
