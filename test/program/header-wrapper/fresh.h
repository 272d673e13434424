// Included by two units; its window is reported once.
#ifndef FRESH_H
#define FRESH_H
#include <fcntl.h>
#include <unistd.h>

static inline int fresh(const char *path) {
  if (access(path, F_OK) == 0)
    return -1;
  return creat(path, 0600); // EXPECT: file-toctou
}
#endif
