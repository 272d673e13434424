// RUN: %tocsin %s
// "Not there" is old news: without O_EXCL another's file is emptied.
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

int guilty(const char *path) {
  struct stat st;
  if (stat(path, &st) < 0 && errno == ENOENT)
    return open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644); // EXPECT: file-toctou
  return -1;
}

int corrected(const char *path) {
  return open(path, O_WRONLY | O_CREAT | O_EXCL, 0644);
}
