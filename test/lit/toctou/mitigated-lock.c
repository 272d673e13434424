// RUN: %tocsin %s
// All who follow the protocol hold the lock file from check to use.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

int locked(const char *lock, const char *path) {
  int result = -1, l = open(lock, O_RDWR | O_CREAT, 0600);
  if (l < 0)
    return -1;
  if (flock(l, LOCK_EX) == 0 && access(path, F_OK) != 0)
    result = creat(path, 0600);
  close(l);
  return result;
}

int without(const char *path) {
  int result = -1;
  if (access(path, F_OK) != 0)
    result = creat(path, 0600); // EXPECT: file-toctou
  return result;
}

int unlockedTooEarly(const char *lock, const char *path) {
  int l = open(lock, O_RDWR | O_CREAT, 0600);
  if (l < 0 || flock(l, LOCK_EX) != 0)
    return -1;
  int missing = access(path, F_OK) != 0;
  flock(l, LOCK_UN);
  int result = missing ? creat(path, 0600) : -1; // EXPECT: file-toctou
  close(l);
  return result;
}
