// RUN: %tocsin %s
// rename replaces what appeared after the check.
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int guilty(const char *from, const char *to) {
  if (access(to, F_OK) == 0)
    return -1;
  return rename(from, to); // EXPECT: file-toctou
}

int corrected(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

// What is too old is replaced anyhow, and so is what somebody has just made.
int silent_old(const char *from, const char *to, time_t limit) {
  struct stat st;
  if (stat(to, &st) == 0 && st.st_mtime > limit)
    return 0;
  return rename(from, to);
}
