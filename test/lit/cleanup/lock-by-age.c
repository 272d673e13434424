// RUN: %tocsin %s
// A lock file is broken because it is old; its owner may only be slow.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int breakLock(const char *lock) {
  struct stat st;
  if (stat(lock, &st) == 0 && time(NULL) - st.st_mtime > 300)
    unlink(lock); // EXPECT: timestamp-cleanup
  return open(lock, O_CREAT | O_EXCL | O_WRONLY, 0644);
}

static pid_t ownerOf(const char *lock) {
  int pid = 0;
  FILE *f = fopen(lock, "r");
  if (f) {
    fscanf(f, "%d", &pid);
    fclose(f);
  }
  return pid;
}

int breakDeadLock(const char *lock) {
  struct stat st;
  if (stat(lock, &st) == 0 && time(NULL) - st.st_mtime > 300) {
    pid_t owner = ownerOf(lock);
    if (kill(owner, 0) != 0 && errno == ESRCH)
      unlink(lock); // EXPECT: file-toctou
  }
  return open(lock, O_CREAT | O_EXCL | O_WRONLY, 0644);
}
