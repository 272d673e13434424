// RUN: %tocsin %s
// Existence only, and the failure of the use is handled: nothing is lost.
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int opened(const char *path) {
  if (access(path, F_OK) != 0)
    return -1;
  FILE *in = fopen(path, "r");
  if (!in)
    return -1;
  fclose(in);
  return 0;
}

int listed(const char *path) {
  struct stat st;
  if (stat(path, &st) != 0)
    return -1;
  DIR *dir = opendir(path);
  if (!dir)
    return -1;
  closedir(dir);
  return 0;
}

int unlinked(const char *path) {
  struct stat st;
  if (stat(path, &st) == 0)
    if (unlink(path) != 0 && errno != ENOENT)
      return -1;
  return 0;
}
