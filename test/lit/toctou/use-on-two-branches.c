// RUN: %tocsin %s
// Each branch does the same to the name, and a third one nothing.
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

int guilty(const char *name) {
  struct stat st;
  int fd = -1;
  if (stat(name, &st) != 0) {
    if (errno == ENOENT)
      fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600); // EXPECT: file-toctou
  } else if (S_ISFIFO(st.st_mode)) {
    fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600); // EXPECT: file-toctou
  }
  return fd;
}

// Whatever the look said, the file is written.
int silent(const char *name, int *fresh) {
  struct stat st;
  if (stat(name, &st) != 0) {
    *fresh = 1;
    return open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  }
  *fresh = 0;
  return open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
}
