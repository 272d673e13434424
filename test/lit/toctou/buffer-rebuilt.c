// RUN: %tocsin %s
// A buffer that is filled anew holds another name.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int guilty(const char *dir) {
  char path[256];
  snprintf(path, sizeof path, "%s/lock", dir);
  if (access(path, F_OK) == 0)
    return -1;
  return creat(path, 0600); // EXPECT: file-toctou
}

int rebuilt(const char *dir) {
  char path[256];
  snprintf(path, sizeof path, "%s/stop", dir);
  if (access(path, F_OK) == 0)
    return -1;
  snprintf(path, sizeof path, "%s/lock", dir);
  return creat(path, 0600);
}

int extended(const char *dir) {
  char path[256];
  snprintf(path, sizeof path, "%s/lock", dir);
  if (access(path, F_OK) == 0)
    return -1;
  strcat(path, ".new");
  return creat(path, 0600);
}
