// RUN: %tocsin %s
// A step that takes the lock of an entry and says by its sign whether it could.
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int open_locked(const char *path);

void guilty(const char *path, time_t cutoff) {
  struct stat st;
  if (lstat(path, &st) < 0 || st.st_atime >= cutoff)
    return;
  int fd = open_locked(path);
  if (fd < 0)
    unlink(path); // EXPECT: timestamp-cleanup
  else
    close(fd);
}

void corrected(const char *path, time_t cutoff) {
  struct stat st;
  if (lstat(path, &st) < 0 || st.st_atime >= cutoff)
    return;
  int fd = open_locked(path);
  if (fd < 0)
    return;
  unlink(path);
  close(fd);
}
