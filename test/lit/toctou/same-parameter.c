// RUN: %tocsin %s
// A parameter names the file in the check and in the use.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int guilty(const char *path) {
  struct stat st;
  if (stat(path, &st) == 0 && st.st_uid == 0)
    return open(path, O_RDWR); // EXPECT: file-toctou
  return -1;
}

int corrected(const char *path) {
  struct stat st;
  int fd = open(path, O_RDWR);
  if (fd >= 0 && fstat(fd, &st) == 0 && st.st_uid == 0)
    return fd;
  close(fd);
  return -1;
}
