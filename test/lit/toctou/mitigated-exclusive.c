// RUN: %tocsin %s
// Exclusive creation decides by itself; the check before it is only a hint.
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int byOpen(const char *path) {
  if (access(path, F_OK) == 0)
    return -1;
  return open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
}

FILE *byFopen(const char *path) {
  if (access(path, F_OK) == 0)
    return NULL;
  return fopen(path, "wxe");
}

int byLink(const char *from, const char *to) {
  if (access(to, F_OK) == 0)
    return -1;
  return link(from, to);
}

int byRename(const char *from, const char *to) {
  if (access(to, F_OK) == 0)
    return -1;
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

int without(const char *path) {
  if (access(path, F_OK) == 0)
    return -1;
  return open(path, O_WRONLY | O_CREAT, 0600); // EXPECT: file-toctou
}
