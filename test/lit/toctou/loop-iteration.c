// RUN: %tocsin %s
// Every round of the loop has a name of its own.
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int firstFree(const char *dir) {
  char path[256];
  int i = 0;
  do
    snprintf(path, sizeof path, "%s/%d", dir, i++);
  while (access(path, F_OK) == 0);
  return creat(path, 0600); // EXPECT: file-toctou
}

int corrected(const char *dir) {
  char path[256];
  int fd;
  for (int i = 0; i < 100; i++) {
    snprintf(path, sizeof path, "%s/%d", dir, i);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (fd >= 0)
      return fd;
  }
  return -1;
}
