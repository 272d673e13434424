// RUN: %tocsin %s
// Who uses the file sets its date to now.
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int take(int fd) {
  struct timespec both[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_nsec = UTIME_NOW}};
  return futimens(fd, both);
}

void drop(const char *path, time_t now, long keep) {
  struct stat st;
  if (stat(path, &st) != 0 || now - st.st_mtime <= keep)
    return;
  unlink(path); // EXPECT: file-toctou
}
