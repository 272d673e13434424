// RUN: %tocsin %s
// Nobody else can write in a directory that mkdtemp has just made.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int inside(void) {
  char dir[] = "/tmp/app-XXXXXX", path[64];
  if (!mkdtemp(dir))
    return -1;
  snprintf(path, sizeof path, "%s/out", dir);
  if (access(path, F_OK) == 0)
    return -1;
  return creat(path, 0600);
}

int outside(void) {
  char path[] = "/tmp/app/out";
  if (access(path, F_OK) == 0)
    return -1;
  return creat(path, 0600); // EXPECT: file-toctou
}
