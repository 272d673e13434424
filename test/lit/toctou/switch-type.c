// RUN: %tocsin %s
// A switch over the file type decides what is done by name.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

void guilty(const char *path) {
  struct stat st;
  if (lstat(path, &st) != 0)
    return;
  switch (st.st_mode & S_IFMT) {
  case S_IFREG:
    truncate(path, 0); // EXPECT: file-toctou
    break;
  default:
    break;
  }
}

void corrected(const char *path) {
  struct stat st;
  int fd = open(path, O_WRONLY | O_NOFOLLOW);
  if (fd < 0)
    return;
  if (fstat(fd, &st) == 0)
    switch (st.st_mode & S_IFMT) {
    case S_IFREG:
      ftruncate(fd, 0);
      break;
    default:
      break;
    }
  close(fd);
}
