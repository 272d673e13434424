// RUN: %tocsin %s
// NOLINT hides a finding, by name or by line.
#include <fcntl.h>
#include <unistd.h>

int sameLine(const char *path) {
  if (access(path, F_OK) == 0)
    return -1;
  return creat(path, 0600); // NOLINT(tocsin-file-toctou): only we write here
}

int nextLine(const char *path) {
  if (access(path, F_OK) == 0)
    return -1;
  // NOLINTNEXTLINE(tocsin-*)
  return creat(path, 0600);
}

int otherCheck(const char *path) {
  if (access(path, F_OK) == 0)
    return -1;
  return creat(path, 0600); // NOLINT(tocsin-temp-name) EXPECT: file-toctou
}
