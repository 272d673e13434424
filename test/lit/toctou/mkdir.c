// RUN: %tocsin %s
// Two processes find the directory missing; the slower one dies.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void guilty(const char *path) {
  struct stat st;
  if (stat(path, &st) != 0)
    if (mkdir(path, 0755) != 0) { // EXPECT: file-toctou
      perror(path);
      exit(1);
    }
}

void guiltyAccess(const char *path) {
  if (access(path, F_OK) == 0)
    return;
  if (mkdir(path, 0755) != 0) // EXPECT: file-toctou
    abort();
}

void corrected(const char *path) {
  if (mkdir(path, 0755) != 0 && errno != EEXIST) {
    perror(path);
    exit(1);
  }
}
