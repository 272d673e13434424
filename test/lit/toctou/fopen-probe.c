// RUN: %tocsin %s
// Opening for reading to see whether a file is there is a check by name.
#include <stdio.h>

FILE *guilty(const char *path) {
  FILE *probe = fopen(path, "r");
  if (probe) {
    fclose(probe);
    return NULL;
  }
  return fopen(path, "w"); // EXPECT: file-toctou
}

FILE *corrected(const char *path) { return fopen(path, "wx"); }
