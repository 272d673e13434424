// RUN: %tocsin %s
// Two buffers filled by snprintf from the same operands hold one name.
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int guilty(const char *dir) {
  char a[256], b[256];
  snprintf(a, sizeof a, "%s/lock", dir);
  snprintf(b, sizeof b, "%s/lock", dir);
  if (access(a, F_OK) != 0)
    return creat(b, 0600); // EXPECT: file-toctou
  return -1;
}

int otherName(const char *dir) {
  char a[256], b[256];
  snprintf(a, sizeof a, "%s/stop", dir);
  snprintf(b, sizeof b, "%s/lock", dir);
  if (access(a, F_OK) != 0)
    return creat(b, 0600);
  return -1;
}
