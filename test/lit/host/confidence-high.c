// RUN: %tocsin %s
// OPTIONS: tocsin-file-toctou.MinConfidence: high
// Only what is sure is shown of this check; others keep their own limit.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int sure(const char *path) {
  if (access(path, W_OK) == 0)
    return open(path, O_WRONLY | O_TRUNC); // EXPECT: file-toctou
  return -1;
}

int likely(const char *path) {
  struct stat st;
  if (stat(path, &st) != 0)
    return creat(path, 0600);
  return -1;
}

int other(const char *path) {
  int fd = creat(path, 0600);
  if (fd < 0)
    return -1;
  close(fd);
  return chmod(path, 0644); // EXPECT: create-then-name
}
