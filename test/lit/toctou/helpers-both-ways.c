// RUN: %tocsin %s
// One helper asks, another opens. Who asks and then opens is guilty; who only
// reads after the same question is not.
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int present(const char *path) { return access(path, F_OK) == 0; }

static FILE *must_open(const char *path, const char *mode) {
  FILE *f = fopen(path, mode);
  if (!f)
    exit(1);
  return f;
}

int guilty(const char *path) {
  if (present(path))
    return -1;
  FILE *f = must_open(path, "w"); // EXPECT: file-toctou
  return fclose(f);
}

int guilty_too(const char *path) {
  if (present(path))
    return -1;
  FILE *f = must_open(path, "w+"); // EXPECT: file-toctou
  return fclose(f);
}

int corrected(const char *path) {
  FILE *f = must_open(path, "wx");
  return fclose(f);
}

int only_reads(const char *path) {
  if (!present(path))
    return 0;
  FILE *f = must_open(path, "r");
  int c = getc(f);
  fclose(f);
  return c;
}
