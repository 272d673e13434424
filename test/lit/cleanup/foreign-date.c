// RUN: %tocsin %s
// A date that came with the file and is kept on it shows no use of it.
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int receive(int fd, const struct timespec *sent) {
  struct timespec both[2] = {{.tv_nsec = UTIME_OMIT}, *sent};
  return futimens(fd, both);
}

void drop(const char *path, time_t now, long keep) {
  struct stat st;
  if (stat(path, &st) != 0 || now - st.st_mtime <= keep)
    return;
  unlink(path); // EXPECT: timestamp-cleanup
}
