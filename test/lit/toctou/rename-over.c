// RUN: %tocsin %s
// rename replaces what appeared after the check.
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int guilty(const char *from, const char *to) {
  if (access(to, F_OK) == 0)
    return -1;
  return rename(from, to); // EXPECT: file-toctou
}

int corrected(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}
