// RUN: %tocsin %s
// The use came first; asking why it failed, to say so, opens no window.
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

int explained(const char *path) {
  int fd = open(path, O_WRONLY);
  struct stat st;
  if (fd < 0 && stat(path, &st) == 0 && S_ISDIR(st.st_mode))
    fprintf(stderr, "%s is a directory\n", path);
  return fd;
}
